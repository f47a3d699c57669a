import type { Button, KnownBlock } from "@slack/types";
import type { Evidence, Reading } from "#language";
import type { Run } from "../../../run/run.ts";
import type { Visit } from "../../../run/visits.ts";
import { button, context, section } from "../blocks/blocks.ts";
import { escapeLine } from "../blocks/escape.ts";
import { cut } from "../blocks/limits.ts";
import { preformatted } from "../blocks/preformatted.ts";
import { isBeyondTable, readingsTable } from "../blocks/table.ts";
import { firstSentence, strengthSays } from "./evidence-words.ts";
import type { PictureBlock } from "./picture.ts";
import { remedyBlocks } from "./remedies.ts";

type Seen = Omit<Evidence, "facts">;

// What a person can do at once; the rest stands behind the button.
const mostAdvice = 3;

/**
 * What a probe saw: its sentence, how far it carries, its pictures, the readings that matter as a small table or a drawing,
 * the best change, and what else to do.
 */
export function evidenceBlocks(
  evidence: Seen,
  pictures: readonly PictureBlock[],
  most = mostAdvice,
): readonly KnownBlock[] {
  const { drawing = [], remedies = [], readings } = evidence;
  const strength = strengthSays(evidence);
  return [
    section(sentence(evidence)),
    ...(strength ? [context(strength)] : []),
    ...contradicting(evidence),
    ...drawn(pictures, drawing),
    ...(drawing.length > 0 ? [] : readingsTable(readings)),
    ...remedyBlocks(remedies.slice(0, 1)),
    ...advice(evidence, most),
  ];
}

/** What cannot be so beside what was seen before: nobody goes on from here without having read it. */
function contradicting({ contradictions = [] }: Seen): readonly KnownBlock[] {
  if (contradictions.length === 0) return [];
  const lines = contradictions.slice(0, 3).map((one) => `:warning: ${cut(escapeLine(one), 700)}`);
  return [section(lines.join("\n"))];
}

/** The pictures; where there is a drawing in letters too, it stands in for the first until that is there. */
function drawn(
  pictures: readonly PictureBlock[],
  drawing: readonly string[],
): readonly KnownBlock[] {
  const letters = drawing.length > 0 ? [preformatted(drawing.join("\n"))] : [];
  const [first, ...rest] = pictures;
  return first === undefined ? letters : [{ ...first, meanwhile: letters }, ...rest];
}

/** The way to everything else that was seen, and to the exact queries; none where there is neither. */
export function queriesButton(run: Run, { id, evidence }: Visit): readonly Button[] {
  if (!evidence) return [];
  const more = isMore(evidence);
  if (!more && evidence.queries.length + evidence.readings.length === 0) return [];
  const label = more ? "All evidence and queries" : "Show the queries";
  return [button(label, { act: "queries", run: run.id, visit: id })];
}

function isMore({ details, readings, drawing = [], remedies = [], next = [] }: Seen): boolean {
  const isHidden = readings.length > 0 && (drawing.length > 0 || isBeyondTable(readings));
  return isHidden || details.length > 0 || remedies.length > 1 || next.length > mostAdvice;
}

/** "Failures: *12 of 240,000* (held against ≤ 0.1 %)" */
export function reading({ label, value, threshold }: Reading): string {
  const held = threshold === undefined ? "" : ` (held against ${cut(escapeLine(threshold), 100)})`;
  const shown = cut(escapeLine(value), 150).replaceAll("*", "∗");
  return `${cut(escapeLine(label), 100)}: *${shown}*${held}`;
}

/** The first sentence stands out; the others explain it. */
function sentence({ says }: Seen): string {
  const line = cut(escapeLine(says), 1_500);
  const first = firstSentence(line);
  const rest = line.slice(first.length).trim();
  return [`*${first.replaceAll("*", "∗")}*`, ...(rest === "" ? [] : [rest])].join(" ");
}

function advice({ next = [] }: Seen, most: number): readonly KnownBlock[] {
  if (next.length === 0) return [];
  const lines = next.slice(0, most).map((one) => `• ${cut(escapeLine(one), 700)}`);
  return [section(["*What to do*", ...lines].join("\n"))];
}
