/** A model that Stubwright runs itself. */
export interface CatalogModel {
  readonly id: string;
  /** File name in its repository and in the cache. */
  readonly file: string;
  readonly bytes: number;
  /** Of the file, hexadecimal: only it makes a source acceptable. */
  readonly sha256: string;
  readonly licence: string;
  /** Repository on Hugging Face. */
  readonly repository: string;
}

/** https://huggingface.co/Qwen/Qwen2.5-Coder-0.5B-Instruct-GGUF */
export const embeddedModel: CatalogModel = {
  id: "qwen2.5-coder-0.5b-instruct",
  file: "qwen2.5-coder-0.5b-instruct-q4_k_m.gguf",
  bytes: 491_400_064,
  sha256: "1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32",
  licence: "Apache-2.0",
  repository: "Qwen/Qwen2.5-Coder-0.5B-Instruct-GGUF",
};
