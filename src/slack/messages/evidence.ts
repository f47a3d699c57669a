import type { KnownBlock } from "@slack/types";
import type { Evidence, Reading } from "#flow";
import type { Run, Visit } from "../../engine/run.ts";
import { button, row, section } from "./blocks.ts";
import { escapeLine } from "./escape.ts";
import { cut } from "./limits.ts";
import { preformatted } from "./preformatted.ts";
import { remedyBlocks } from "./remedies.ts";
import { strengthInWords } from "./strength.ts";

type Seen = Omit<Evidence, "facts">;

// What a person takes in at a glance; the rest stands behind the button.
const mostDetails = 3;
const mostReadings = 4;
const mostRemedies = 3;

/**
 * What a probe saw: its sentence, how far it carries, its drawing, a few changes, details and readings, and the way to
 * the queries.
 */
export function evidenceBlocks(run: Run, visit: Visit, evidence: Seen): readonly KnownBlock[] {
  const details = evidence.details.slice(0, mostDetails);
  const readings = evidence.readings.slice(0, mostReadings);
  const { drawing = [], remedies = [] } = evidence;
  const changes = remedies.slice(0, mostRemedies);
  const more = [
    [evidence.readings, readings],
    [evidence.details, details],
    [remedies, changes],
  ].reduce((sum, [all = [], shown = []]) => sum + all.length - shown.length, 0);
  return [
    section(sentence(evidence)),
    ...(drawing.length > 0 ? [preformatted(drawing.join("\n"))] : []),
    ...remedyBlocks(changes),
    ...(details.length > 0 ? [section(details.map(detail).join("\n"))] : []),
    ...(readings.length > 0 ? [section(readings.map(reading).join("\n"))] : []),
    ...row(queriesButton(run, visit, evidence, more)),
  ];
}

/** The evidence in two lines: its sentence in bold and what its strength means. */
export function sentence(evidence: Seen): string {
  const says = `*${cut(escapeLine(evidence.says), 1_000).replaceAll("*", "∗")}*`;
  return evidence.strength ? `${says}\n${strengthInWords[evidence.strength]}.` : says;
}

const detail = (text: string): string => `•  ${cut(escapeLine(text), 450)}`;

/** "502s: *12 of 240,000* (limit ≤ 0.1 %)" */
export function reading({ label, value, threshold }: Reading): string {
  const held = threshold === undefined ? "" : ` (limit ${cut(escapeLine(threshold), 100)})`;
  const shown = cut(escapeLine(value), 150).replaceAll("*", "∗");
  return `${cut(escapeLine(label), 100)}: *${shown}*${held}`;
}

function queriesButton(run: Run, visit: Visit, evidence: Seen, more: number) {
  if (evidence.queries.length === 0 && evidence.readings.length === 0) return [];
  const label = more > 0 ? `All evidence (${more} more) and queries` : "Show the queries";
  return [button(label, { act: "queries", run: run.id, visit: visit.id })];
}
