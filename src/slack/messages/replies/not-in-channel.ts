import type { Button } from "@slack/types";
import { button, row, section } from "../blocks/blocks.ts";
import { type PendingStart, startHandle } from "./pending-start.ts";
import { type Reply, reply } from "./reply.ts";

/** Handrail cannot post in this channel; the answers are kept. `canJoin`: the channel is public. */
export function notInChannel(pending: PendingStart, canJoin: boolean): Reply {
  const invite = "Type `/invite @handrail` here, then try again.";
  const says = canJoin
    ? "I am not in this channel yet, so I cannot post here."
    : `I am not in this private channel, so I cannot post here. ${invite}`;
  const buttons = canJoin
    ? startButton("letMeIn", "Let me in and start", pending)
    : startButton("tryAgain", "Try again", pending);
  const kept =
    buttons.length > 0 ? "Your answers are kept in the button." : "Then start the runbook again.";
  return reply([section(`${says}\n${kept}`), ...row(buttons)]);
}

function startButton(
  act: "letMeIn" | "tryAgain",
  label: string,
  pending: PendingStart,
): readonly Button[] {
  const handle = startHandle(act, pending);
  return handle ? [button(label, handle, "primary")] : [];
}
