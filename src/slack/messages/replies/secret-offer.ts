import type { LooksSecret } from "../../../run/slices/notes.ts";
import { encodeHandle } from "../../requests/button-value.ts";
import { button, row, section } from "../blocks/blocks.ts";
import { escapeText } from "../blocks/escape.ts";
import { type Reply, reply } from "./reply.ts";

/** What a note that waits to be kept is: a message, which is read again, or what somebody typed. */
export type WaitingNote = {
  readonly decision?: true;
} & ({ readonly ts: string } | { readonly text: string });

/** Asks what is to become of what looks like a secret; nothing is stored before the answer. */
export function secretOffer({ message, run, act }: LooksSecret): Reply {
  const { from, text, decision } = act;
  const what = from === undefined ? { text } : { ts: from.ts };
  const note: WaitingNote = { ...what, ...(decision ? { decision } : {}) };
  const handle = { run, item: JSON.stringify(note) };
  const says = section(escapeText(message));
  if (encodeHandle({ act: "strikeSecret", ...handle }).length > mostInButton)
    return reply([says, section("Please take it out, and note it again.")]);
  return reply([
    says,
    ...row([
      button("Strike it and keep the note", { act: "strikeSecret", ...handle }, "primary"),
      button("Keep as it is", { act: "keepSecret", ...handle }),
    ]),
  ]);
}

/** The note behind a button of {@link secretOffer}. Throws on what is none. */
export const waitingNote = (item: string): WaitingNote => JSON.parse(item);

/** https://docs.slack.dev/reference/block-kit/block-elements/button-element */
const mostInButton = 2_000;
