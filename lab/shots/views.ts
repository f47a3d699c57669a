import type { Moment } from "../page/drive/walk.ts";
import type { Move } from "../walk/moves.ts";
import type { ShotView } from "./photographer.ts";

/** What to photograph at a moment of the walk, if anything; `thread` is the run's thread. */
export function viewAt(
  moment: Moment,
  move: Move | undefined,
  { channel, thread }: { readonly channel: string; readonly thread: string },
): ShotView | undefined {
  const inChannel = `#/channel/${channel}`;
  const inThread = `${inChannel}/${thread}`;
  if (moment === "started") return { name: "card", hash: inChannel };
  if (moment === "published") return { name: "channel", hash: inChannel };
  if (moment === "fixed") return { name: "operations", hash: "#/operations" };
  if (!move) return undefined;
  const { label, messageTs: ts } = move.press;
  if (moment === "closed") {
    return { name: "postmortem", hash: inThread, message: { ts, end: "start" } };
  }
  const name = names.find(([at, words]) => at === moment && words.test(label))?.[2];
  return name === undefined
    ? undefined
    : {
        ...{ name, hash: inThread },
        ...(moment === "deciding" && { message: { ts, end: "end" } }),
        // The README's picture: the whole message, with its picture and its choices.
        ...(name === "proven" && { hasPicture: true, height: 1_180 }),
      };
}

const names: readonly (readonly [Moment, RegExp, string])[] = [
  ["deciding", /^It fits/, "pattern"],
  ["deciding", /^Next: review/, "logs"],
  ["deciding", /^Go by what was found/, "question"],
  ["deciding", /^Show me the fix/, "timeouts"],
  ["deciding", /^Rolled out/, "aligned"],
  ["deciding", /^Watch it/, "retest"],
  ["deciding", /^Fixed/, "proven"],
  ["deciding", /^Close as resolved/, "follow-ups"],
];
