import { asRecord, asText } from "../../lab/workspace/json.ts";
import type { Message, WorkspaceData } from "../../lab/workspace/model.ts";
import { controlsOf } from "../../lab/workspace/people/controls.ts";

/** One message of a run as Slack shows it in the end. */
export interface Shown {
  readonly run: string;
  readonly key: string;
  readonly ts: string;
  readonly text: string;
  /** The action_ids of its buttons, in order. */
  readonly controls: readonly string[];
  /** How many images it shows. */
  readonly pictures: number;
}

/** A file that was shared in a run's thread. */
export interface SharedFile {
  readonly run: string;
  readonly ts: string;
  readonly name: string;
}

/** All that Slack shows of all runs. */
export interface Sight {
  readonly messages: readonly Shown[];
  readonly files: readonly SharedFile[];
  /** What people's messages say, by channel and ts; those that were deleted are not there. */
  readonly said: ReadonlyMap<string, string>;
}

/**
 * Reads a workspace: a run's messages are known by their metadata, its files by the thread they are in. What a run left behind
 * in a channel where it lives no more does not count.
 */
export function readSight(
  { messages, files }: WorkspaceData,
  channelOf: (run: string) => string | undefined,
): Sight {
  const visible = messages.filter((one) => !one.isTombstone && one.ephemeralFor === null);
  const shown = visible.flatMap((message) =>
    shownOf(message).filter(({ run }) => channelOf(run) === message.channelId),
  );
  const runOfRoot = new Map(
    shown.filter(({ key }) => key === "card").map(({ run, ts }) => [ts, run]),
  );
  const shared = visible.flatMap(({ ts, threadTs, fileIds }) =>
    fileIds.flatMap((id): SharedFile[] => {
      const run = runOfRoot.get(threadTs ?? "");
      const file = files[id];
      return run && file ? [{ run, ts, name: file.name }] : [];
    }),
  );
  const said = visible
    .filter(({ author }) => author.kind === "person")
    .map(({ channelId, ts, text }) => [`${channelId} ${ts}`, text] as const);
  return { messages: shown, files: shared, said: new Map(said) };
}

function shownOf({ metadata, ts, text, blocks }: Message): readonly Shown[] {
  const { run, key } = asRecord(metadata?.event_payload);
  const runId = asText(run);
  const name = asText(key);
  if (runId === undefined || name === undefined) return [];
  const controls = controlsOf(blocks).map(({ actionId }) => actionId);
  const pictures = picturesIn(blocks);
  return [{ run: runId, key: name, ts, text, controls, pictures }];
}

/** How many images stand among the blocks of a message. */
export const picturesIn = (blocks: readonly { readonly type?: unknown }[]): number =>
  blocks.filter(({ type }) => type === "image").length;
