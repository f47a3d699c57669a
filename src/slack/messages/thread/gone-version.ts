import type { KnownBlock } from "@slack/types";
import type { Gone } from "../../../engine/catalogue.ts";
import type { Run } from "../../../run/run.ts";
import { currentVisit } from "../../../run/visits.ts";
import { button, row, section } from "../blocks/blocks.ts";
import { escapeLine } from "../blocks/escape.ts";

/** The version that an open run walks is not installed: why nothing else works, and the two ways on. */
export const goneBlocks = (run: Run, { says, newest }: Gone): readonly KnownBlock[] => [
  section(escapeLine(says)),
  ...row([...(newest === undefined ? [] : [moveOn(run, newest)]), stop(run)]),
];

const moveOn = (run: Run, newest: number) =>
  button(
    `Go on with version ${newest}`,
    { act: "moveOn", run: run.id, visit: currentVisit(run).id, item: String(newest) },
    "primary",
  );

const stop = ({ id: run }: Run) => button("Stop", { act: "stop", run });
