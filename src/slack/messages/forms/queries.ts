import type { KnownBlock, ModalView } from "@slack/types";
import type { Evidence, Reading } from "#flow";
import type { Visit } from "../../../engine/run.ts";
import { header, section } from "../blocks.ts";
import { escapeLine } from "../escape.ts";
import { reading } from "../evidence.ts";
import { cut } from "../limits.ts";
import { preformatted } from "../preformatted.ts";
import { remedyBlocks } from "../remedies.ts";
import { modal } from "./modal.ts";

// A modal takes 100 blocks.
const mostRemedies = 8;
const mostQueries = 20;
const mostReadings = 30;
const mostDetails = 15;

/** The exact queries and sources behind a visit's evidence, to read and to paste. */
export function queriesModal(visit: Visit): ModalView {
  const { evidence } = visit;
  if (!evidence) return modal("Queries", [section("Nothing was asked here yet.")], {});
  const details = evidence.details
    .slice(0, mostDetails)
    .map((one) => `•  ${cut(escapeLine(one), 800)}`);
  return modal(
    "Queries",
    [
      section(cut(escapeLine(evidence.says), 1_500)),
      ...changes(evidence),
      ...queries(evidence),
      ...(evidence.readings.length > 0 ? [header("Readings and their sources")] : []),
      ...evidence.readings.slice(0, mostReadings).map((one) => section(withSource(one))),
      ...(details.length > 0 ? [header("Details"), ...details.map(section)] : []),
    ],
    {},
  );
}

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

const withSource = (one: Reading): string =>
  `${reading(one)}\nSource: ${cut(escapeLine(one.source), 300)}`;
