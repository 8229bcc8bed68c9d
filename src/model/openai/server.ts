export interface OpenAiServer {
  /** Up to and with `/v1`. */
  readonly baseUrl: string;
  /** Undefined takes the server's first model. */
  readonly model: string | undefined;
  /** Servers on loopback mostly want none. */
  readonly apiKey: string | undefined;
  /** For people: what the server is called in messages; its URL where nothing is said. */
  readonly name?: string;
  /** Tokens the server runs with, where the person knows better than the server tells. */
  readonly contextTokens?: number | undefined;
}
