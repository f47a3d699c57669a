import type { KnownBlock, ModalView } from "@slack/types";
import type { Evidence, Reading, Step } from "#language";
import type { Visit } from "../../../run/visits.ts";
import { header, section } from "../blocks/blocks.ts";
import { blocksInEachClock } from "../blocks/each-clock.ts";
import { escapeLine, shortLine } from "../blocks/escape.ts";
import { preformatted } from "../blocks/preformatted.ts";
import { reading } from "../thread/evidence/evidence.ts";
import { remedyBlocks } from "../thread/evidence/remedies.ts";
import { differential } from "./causes.ts";
import { modal } from "./modal.ts";

// A modal takes 100 blocks.
const mostRemedies = 6;
const mostQueries = 20;
const mostReadings = 30;
const mostDetails = 15;

/** What of a step is not needed at once. */
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

/** What does the same without Handrail. */
const lines = (byHand: readonly string[]): readonly KnownBlock[] =>
  byHand.length === 0 ? [] : [header("By hand"), preformatted(byHand.join("\n"))];

const withSource = (one: Reading): string =>
  `${reading(one)}\nSource: ${shortLine(one.source, 300)}`;
