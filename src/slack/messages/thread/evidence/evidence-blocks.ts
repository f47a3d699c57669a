import type { Button, KnownBlock } from "@slack/types";
import type { Evidence, Reading, Remedy } from "#language";
import type { Run } from "../../../../run/run.ts";
import type { Visit } from "../../../../run/visits.ts";
import { button, context, preformatted, section } from "../../blocks/blocks.ts";
import { shortLine } from "../../blocks/escape.ts";
import type { PictureBlock } from "./picture.ts";
import { firstSentence } from "./verdict.ts";

type Seen = Omit<Evidence, "facts">;

/** What to show of evidence above the buttons beside its sentence. */
export interface Telling {
  /** The best change, where it is made here. */
  readonly remedy: boolean;
  readonly advice: number;
  /** The first sentence alone, where the next line says what is waited for; nothing where that has counted further. */
  readonly sentence?: "first" | "none";
}

/** What a probe saw, the verdict first, as much as it takes to decide; the rest stands behind the button. */
export const evidenceBlocks = (
  evidence: Seen,
  { remedy, advice: most, sentence: much }: Telling,
): readonly KnownBlock[] => [
  ...(much === "none" ? [] : [section(sentence(evidence, much === "first"))]),
  ...contradicting(evidence),
  ...remedyBlocks(remedy ? (evidence.remedies ?? []).slice(0, 1) : []),
  ...advice(evidence, most),
];

export const adviceBlocks = (evidence: Seen, most: number): readonly KnownBlock[] => [
  ...remedyBlocks((evidence.remedies ?? []).slice(0, 1)),
  ...advice(evidence, most),
];

/** What cannot be so beside what was seen before: nobody goes on from here without having read it. */
function contradicting({ contradictions = [] }: Seen): readonly KnownBlock[] {
  if (contradictions.length === 0) return [];
  const lines = contradictions.slice(0, 3).map((one) => `:warning: ${shortLine(one, 700)}`);
  return [section(lines.join("\n"))];
}

/**
 * What it looks like, below the buttons: the pictures; where there is a drawing in letters too, it stands in for the first until
 * that is there.
 */
export function pictureBlocks(
  { drawing = [] }: Seen,
  pictures: readonly PictureBlock[],
): readonly KnownBlock[] {
  const letters = drawing.length > 0 ? [preformatted(drawing.join("\n"))] : [];
  const [first, ...rest] = pictures;
  return first === undefined ? letters : [{ ...first, meanwhile: letters }, ...rest];
}

/** The way to everything else that was seen, and to the exact queries; none where there is neither. */
export function queriesButton(run: Run, { id, evidence }: Visit): readonly Button[] {
  if (!evidence) return [];
  if (isAllShown(evidence)) return [];
  return [button("All evidence", { act: "queries", run: run.id, visit: id })];
}

const isAllShown = ({ details, readings, queries, remedies = [], next = [] }: Seen): boolean =>
  details.length + readings.length + queries.length + remedies.length + next.length === 0;

/** "Failures: *12 of 240,000* (expected ≤ 0.1 %)" */
export function readingLine({ label, value, threshold }: Reading): string {
  const held = threshold === undefined ? "" : ` (expected ${shortLine(threshold, 100)})`;
  const shown = shortLine(value, 150).replaceAll("*", "∗");
  return `${shortLine(label, 100)}: *${shown}*${held}`;
}

/** The first sentence stands out; the others explain it. */
function sentence({ says }: Seen, isAlone: boolean): string {
  const line = shortLine(says, 1_500);
  const first = firstSentence(line);
  const rest = line.slice(first.length).trim();
  return [`*${first.replaceAll("*", "∗")}*`, ...(rest === "" || isAlone ? [] : [rest])].join(" ");
}

/** The commands of what to do, to copy: long ones must not stand between the words and the buttons. */
export const commandBlocks = ({ next = [] }: Seen): readonly KnownBlock[] =>
  next.flatMap((one) => (isCommand(one) ? [preformatted(one.slice(1, -1))] : []));

const isCommand = (text: string): boolean => /^`[^`]+`$/.test(text);

function advice({ next: all = [] }: Seen, most: number): readonly KnownBlock[] {
  const next = all.filter((one) => !isCommand(one));
  if (next.length === 0 || most === 0) return [];
  const lines = next.slice(0, most).map((one) => `• ${shortLine(one, 700)}`);
  return [section(["*What to do*", ...lines].join("\n"))];
}

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
