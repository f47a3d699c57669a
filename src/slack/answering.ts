import { HandrailError, StoreUnavailable } from "../engine/errors.ts";
import type { Asker } from "./asker.ts";
import type { Background } from "./background.ts";
import { refusal } from "./messages/refusals.ts";
import type { Reply } from "./messages/reply.ts";
import type { Tell } from "./speaking.ts";

/** Answers people: what was refused becomes a sentence, what is not known to be recorded is not acknowledged. */
export interface Answering {
  /**
   * Does the work. A refusal becomes the answer that `refused` makes of it. Rejects when it is not known to be recorded:
   * Slack then shows its warning, and the person is told as far as that works.
   */
  readonly to: <Answer>(
    asker: Asker,
    work: () => Promise<Answer>,
    refused: (reply: Reply) => Answer,
  ) => Promise<Answer>;
  /** Tells the person after the acknowledgement; a failure to tell never fails what was done. */
  readonly later: (asker: Asker, reply: Reply | undefined) => void;
}

export function createAnswering(background: Background, tell: Tell): Answering {
  const later = (asker: Asker, reply: Reply | undefined) => {
    if (reply === undefined) return;
    background.run("Telling someone", () => tell(asker, reply));
  };
  return {
    later,
    to: async (asker, work, refused) => {
      try {
        return await work();
      } catch (error) {
        if (isRefusal(error)) return refused(refusal(error, asker.person));
        later(asker, refusal(error, asker.person));
        throw error;
      }
    },
  };
}

const isRefusal = (error: unknown): boolean =>
  error instanceof HandrailError && !(error instanceof StoreUnavailable);
