import { readers } from "./foreign-text";

/** Half a MiB: what reads it again for each of its characters is busy for minutes. STUBWRIGHT_BOUNDS_BYTES asks for more. */
const bytes = Number(process.env["STUBWRIGHT_BOUNDS_BYTES"] ?? 512 << 10);

// A process of its own: an expression that is not linear holds it, and nobody else.
process.on("message", (name: string) => {
  const reader = readers.find((r) => r.name === name);
  for (const unit of reader?.worst ?? [])
    reader?.read((reader.before ?? "") + unit.repeat(Math.ceil(bytes / unit.length)));
  process.send?.(name);
});
