import type { ModalView } from "@slack/types";
import type { WebClient } from "@slack/web-api";
import { HandrailError } from "../engine/errors.ts";
import { failureOf } from "./failures.ts";
import type { Reply } from "./messages/reply.ts";

/** Opens and changes modals. A trigger lives 3 s, so opening comes before anything slow. */
export interface Modals {
  /** Rejects with a sentence when Slack did not open it in time; a trigger that was spent already is a repetition. */
  readonly open: (triggerId: string, view: ModalView) => Promise<void>;
  /** Replaces an open view; with its hash only if nobody changed it meanwhile. */
  readonly update: (viewId: string, view: ModalView, hash?: string) => Promise<void>;
}

export function createModals(client: WebClient): Modals {
  return {
    open: async (triggerId, view) => {
      try {
        await client.views.open({ trigger_id: triggerId, view });
      } catch (error) {
        const failure = failureOf(error);
        if (failure.kind === "refused" && failure.code === "exchanged_trigger_id") return;
        throw notOpened(error);
      }
    },
    update: async (viewId, view, hash) => {
      await client.views.update({ view_id: viewId, view, ...(hash === undefined ? {} : { hash }) });
    },
  };
}

/** A reply as a modal, for those who asked in one. */
export const replyModal = (reply: Reply): ModalView => ({
  type: "modal",
  title: { type: "plain_text", text: "Handrail" },
  close: { type: "plain_text", text: "Close" },
  blocks:
    reply.blocks.length > 0
      ? [...reply.blocks]
      : [{ type: "section", text: { type: "mrkdwn", text: reply.text.slice(0, 3_000) } }],
});

const notOpened = (cause: unknown) =>
  new HandrailError(
    "not-opened",
    "Slack did not open the form in time. Nothing was recorded: please try again.",
    { cause },
  );
