import type { KnownBlock } from "@slack/types";
import type { Remedy } from "#language";
import { context, section } from "../../blocks/blocks.ts";
import { shortLine } from "../../blocks/escape.ts";
import { preformatted } from "../../blocks/preformatted.ts";

/** Changes for a person to make: what and how safe, the lines to paste, then how it takes effect, what it costs, how to undo it. */
export const remedyBlocks = (remedies: readonly Remedy[]): readonly KnownBlock[] =>
  remedies.flatMap((remedy) => [
    section(
      `*${line(remedy.title, 150)}*: ${safetyInWords[remedy.safety]}.\n${line(remedy.says, 900)}`,
    ),
    ...(remedy.lines.length > 0 ? [preformatted(remedy.lines.join("\n"))] : []),
    ...aside(remedy),
  ]);

const safetyInWords: { readonly [S in Remedy["safety"]]: string } = {
  safe: "safe",
  careful: "with care",
  unsafe: "not safe now",
  unknown: "not known to be safe",
};

function aside({ rollOut, costs, undo }: Remedy): readonly KnownBlock[] {
  const said = [
    ...(rollOut === undefined ? [] : [`Roll-out: ${line(rollOut, 300)}`]),
    ...costs.map((cost) => `• ${line(cost, 450)}`),
    ...(undo === undefined ? [] : [`To undo it: ${line(undo, 400)}`]),
  ];
  return said.length === 0 ? [] : [context(said.join("\n"))];
}

// What is cut off need not be escaped first.
const line = (text: string, most: number) => shortLine(text.slice(0, 2 * most), most);
