import type { KnownBlock } from "@slack/types";
import type { Gone } from "../../../engine/catalogue.ts";
import type { Run } from "../../../run/run.ts";
import { currentVisit } from "../../../run/visits.ts";
import { button, row, section } from "../blocks/blocks.ts";
import { escapeLine } from "../blocks/escape.ts";
import { keyedMessage, type PostMessage } from "../blocks/message.ts";

/** What stands in place of a run's card, in the channel that the run left. */
export const movedCard = (key: string, channel: string): PostMessage =>
  keyedMessage(key, "root", [section(`This runbook goes on in <#${channel}>.`)]);

export const overheardKey = "overheard";

/** Why the thread stays as it is, although the run goes on. */
export const overheardNotice = (why: string): PostMessage =>
  keyedMessage(overheardKey, "thread", [
    section(
      escapeLine(
        `Nothing more of this run is shown here for now. ${why} What is found meanwhile is kept in the record.`,
      ),
    ),
  ]);

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
