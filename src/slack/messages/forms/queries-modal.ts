import type { KnownBlock, ModalView } from "@slack/types";
import type { Evidence, Reading, Ruling, Step } from "#language";
import type { Visit } from "../../../run/visits.ts";
import { header, preformatted, section } from "../blocks/blocks.ts";
import { blocksInEachClock } from "../blocks/each-clock.ts";
import { escapeLine, shortLine } from "../blocks/escape.ts";
import { blockLimits } from "../blocks/limits.ts";
import { readingLine, remedyBlocks } from "../thread/evidence/evidence-blocks.ts";
import { modal } from "./modal.ts";

// A modal takes 100 blocks.
const mostRemedies = 6;
const mostQueries = 20;
const mostReadings = 30;
const mostDetails = 15;

type Behind = Pick<Step, "byHand" | "sources">;

/** All that a visit's evidence holds, with the exact queries and sources, to read and to paste, and what does the same by hand. */
export function queriesModal(visit: Visit, { byHand = [], sources = [] }: Behind = {}): ModalView {
  const { evidence } = visit;
  if (!evidence) return modal("Evidence", [section("Nothing was asked here yet.")], {});
  const { says, next = [], details, readings, contradictions = [] } = evidence;
  return modal(
    "Evidence",
    blocksInEachClock(
      [
        section(shortLine(says, 1_500)),
        ...titled("What does not fit together", contradictions.map(bullet)),
        ...titled("What to do", next.slice(0, mostDetails).map(bullet)),
        ...changes(evidence),
        ...differential(evidence),
        ...titled("Facts behind it", details.slice(0, mostDetails).map(bullet)),
        ...queries(evidence),
        ...lines(byHand),
        ...titled("Where the thresholds come from", sources.map(escapeLine)),
        ...titled("Readings and their sources", readings.slice(0, mostReadings).map(withSource)),
      ],
      visit.enteredAt,
    ),
    {},
  );
}

const titled = (title: string, lines: readonly string[]): readonly KnownBlock[] =>
  lines.length === 0 ? [] : [header(title), ...lines.map(section)];

const bullet = (text: string): string => `• ${shortLine(text, 800)}`;

function changes({ remedies = [] }: Omit<Evidence, "facts">): readonly KnownBlock[] {
  if (remedies.length === 0) return [];
  const intro = section("For a person to make: Handrail only reads.");
  return [header("Changes"), intro, ...remedyBlocks(remedies.slice(0, mostRemedies))];
}

function queries({ queries: asked, probe }: Omit<Evidence, "facts">): readonly KnownBlock[] {
  if (asked.length === 0) return [];
  return [
    header("The same questions for your own shell"),
    section(`They only read. Asked by \`${escapeLine(probe)}\`.`),
    ...asked.slice(0, mostQueries).map(preformatted),
  ];
}

const lines = (byHand: readonly string[]): readonly KnownBlock[] =>
  byHand.length === 0 ? [] : [header("By hand"), preformatted(byHand.join("\n"))];

const withSource = (one: Reading): string =>
  `${readingLine(one)}\nSource: ${shortLine(one.source, 300)}`;

/** Every cause that was ruled in, out or left open, each with its reason, value, threshold and source; nothing where none was. */
function differential({ rulings = [] }: Pick<Evidence, "rulings">): readonly KnownBlock[] {
  if (rulings.length === 0) return [];
  const lines = states
    .flatMap(([state, word]) =>
      rulings.filter((one) => one.state === state).map((one) => line(one, word)),
    )
    .slice(0, mostRulings);
  return [header("Every cause, ruled in or out"), ...packed(lines).map(section)];
}

/** More than are ever made. */
const mostRulings = 30;

const states = [
  ["in", "Fits"],
  ["open", "Open"],
  ["out", "Ruled out"],
] as const;

const line = (ruling: Ruling, word: string): string => {
  const { says, reason, value, threshold, source, decidedBy } = ruling;
  const decide = decidedBy === undefined ? "" : `. To decide: ${shortLine(decidedBy, 200)}`;
  return `*${word}: ${shortLine(says, 100)}.* ${shortLine(upper(reason), 300)}: ${shortLine(value, 150)}, expected: ${shortLine(threshold, 100)}. Source: ${shortLine(source, 150)}${decide}`;
};

const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** As few texts as sections can hold, because a modal takes 100 blocks. */
function packed(lines: readonly string[]): readonly string[] {
  const texts: string[] = [];
  for (const one of lines) {
    const last = texts.at(-1);
    if (last !== undefined && last.length + one.length + 1 < blockLimits.section)
      texts[texts.length - 1] = `${last}\n${one}`;
    else texts.push(one);
  }
  return texts;
}
