import type { Remedy } from "#language";

/** Changes for the terminal: what and how safe, the lines to paste, how it takes effect, what it costs, how to undo it. */
export const remedyLines = (remedies: readonly Remedy[]): readonly string[] =>
  remedies.flatMap(({ title, safety, says, lines, rollOut, costs, undo }, index) => [
    ...(index === 0 ? [] : [""]),
    `${title} (${safetyInWords[safety]})`,
    ...[
      says,
      ...lines,
      ...(rollOut === undefined ? [] : [`Roll-out: ${rollOut}`]),
      ...costs.map((cost) => `- ${cost}`),
      ...(undo === undefined ? [] : [`To undo it: ${undo}`]),
    ].map((line) => `  ${line}`),
  ]);

const safetyInWords: { readonly [S in Remedy["safety"]]: string } = {
  safe: "safe",
  careful: "with care",
  unsafe: "not safe now",
  unknown: "not known to be safe",
};
