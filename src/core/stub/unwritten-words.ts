/** What is said in place of an implementation: gopls, josharian/impl and JetBrains write such texts, people too. */
export const unwritten =
  /\bnot\s+(?:yet\s+)?(?:been\s+)?implemented\b|\bnotimplemented\b|\bun-?implemented\b|\bimplement\s+(?:me|this|it)\b|\bto\s+be\s+implemented\b|^\W*(?:todo|fixme|tbd|nyi)\b\W*(?:$|implement\b|write\b)|^\W*(?:todo|fixme)\s*[:!(]|^\W*implement\b/i;

/** What a comment holds where something is still to be written. */
export const todo =
  /\b(?:TODO|FIXME|XXX|TBD)\b|\btodo\s*:|\b(?:your|write)\s+code\b|\bimplementation\s+(?:here|goes)\b/;

/** Every text of a stub that has statements matches this: whatever does not need not be parsed. */
export const hint =
  /implement|todo|fixme|xxx|tbd|nyi|(?:your|write)\s+code|unsupported|\b501\b|\blog(?:ger)?\.Print/i;

/** Names of values that stand for "not implemented", by who declares or writes them. */
export const sentinels: readonly (readonly [origin: string, name: RegExp])[] = [
  ["protoc-gen-go-grpc, twirp and drpc: codes.Unimplemented", /^Unimplemented$/],
  ["connect-go: connect.CodeUnimplemented", /^CodeUnimplemented$/],
  ["ogen: ht.ErrNotImplemented; echo; people", /^err_?(?:not_?(?:yet_?)?implemented|unimplemented|todo)$/i],
  ["the standard library: errors.ErrUnsupported", /^ErrUnsupported$/],
];

/** HTTP's status 501 as handlers write it: oapi-codegen and go-swagger, and people with gin, echo and fiber. */
export const notImplementedStatus = /^(?:StatusNotImplemented|501)$/;

/** A function of such a name is there to say so. */
export const saysSoByName = /not_?(?:yet_?)?implemented|unimplemented|unsupported|^Unwrap$/i;
