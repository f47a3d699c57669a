import type { ModalView } from "@slack/types";
import type { WebClient } from "@slack/web-api";
import { HandrailError } from "../../../run/errors.ts";
import { failureOf } from "../../delivery/web-api/failures.ts";
import { refusalTexts } from "../../messages/replies/refusal-sentences.ts";
import type { Requester } from "../requester.ts";

/** Opens and changes modals. A trigger lives 3 s, so opening comes before anything slow. */
export interface Modals {
  /**
   * On top of the modal that they are in, if any. Rejects with a sentence when Slack did not open it in time; a trigger that
   * was spent already is a repetition, and opens nothing. Resolves with the id of what is open now.
   */
  readonly open: (requester: Requester, view: ModalView) => Promise<string | undefined>;
  readonly update: (viewId: string, view: ModalView) => Promise<void>;
}

export function createModals(client: WebClient): Modals {
  return {
    open: async (requester, view) => {
      const given = { trigger_id: requester.triggerId ?? "", view };
      try {
        const { view: opened } = await (requester.view === undefined
          ? client.views.open(given)
          : client.views.push(given));
        return opened?.id;
      } catch (error) {
        const failure = failureOf(error);
        if (failure.kind === "refused" && failure.code === "exchanged_trigger_id") return undefined;
        throw notOpened(error);
      }
    },
    update: async (viewId, view) => {
      await client.views.update({ view_id: viewId, view });
    },
  };
}

const notOpened = (cause: unknown) =>
  new HandrailError("not-opened", refusalTexts.notOpened, { cause });
