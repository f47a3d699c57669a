import { within } from "../../deadline.ts";
import { HandrailError, NotChecked, StoreUnavailable } from "../../run/errors.ts";
import { refusal } from "../messages/replies/refusal.ts";
import { says } from "../messages/replies/refusal-sentences.ts";
import type { Reply } from "../messages/replies/reply.ts";
import type { Background } from "./background.ts";
import type { Tell } from "./reply.ts";
import type { Asker } from "./requester.ts";

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
  /**
   * The same for what Slack sends again when it is not acknowledged: that somebody could not be looked up is no answer then, and
   * is told all the same.
   */
  readonly heard: (
    asker: Asker,
    work: () => Promise<Reply | undefined>,
  ) => Promise<Reply | undefined>;
  /** Tells the person after the acknowledgement; a failure to tell never fails what was done. */
  readonly later: (asker: Asker, reply: Reply | undefined) => void;
}

export function createAnswering(background: Background, tell: Tell): Answering {
  const later = (asker: Asker, reply: Reply | undefined) => {
    if (reply === undefined) return;
    background.run("Telling someone", () => tell(asker, reply));
  };
  const answered = async <Answer>(
    { asker, isFinal }: { readonly asker: Asker; readonly isFinal: (error: unknown) => boolean },
    work: () => Promise<Answer>,
    refused: (reply: Reply) => Answer,
  ): Promise<Answer> => {
    try {
      return await inTime(work(), asker.delivery.signal);
    } catch (error) {
      if (isFinal(error)) return refused(refusal(error, asker.person));
      later(asker, refusal(error, asker.person));
      throw error;
    }
  };
  return {
    later,
    to: (asker, work, refused) => answered({ asker, isFinal: isRefusal }, work, refused),
    heard: (asker, work) => answered({ asker, isFinal: isLasting }, work, (reply) => reply),
  };
}

/** A commit that is under way when its time ends lands by then, as a rule. Slack's three seconds are not over yet. */
const graceMs = 400;

/** Rejects, with nothing known, when the work goes on beyond the end of its time: somebody waits. */
async function inTime<Answer>(work: Promise<Answer>, signal?: AbortSignal): Promise<Answer> {
  if (signal === undefined) return work;
  // Whatever it still comes to, the thread shows it.
  return within({ signal, ms: graceMs }, work, () => {
    throw new StoreUnavailable(says.tookTooLong);
  });
}

const isRefusal = (error: unknown): boolean =>
  error instanceof HandrailError && !(error instanceof StoreUnavailable);

const isLasting = (error: unknown): boolean => isRefusal(error) && !(error instanceof NotChecked);
