import type { WebClient } from "@slack/web-api";
import { raceDeadline } from "../../deadline.ts";
import { createShares } from "../../engine/turns.ts";
import { HandrailError, NotChecked, StoreUnavailable } from "../../run/errors.ts";
import { isAtSlack } from "../delivery/web-api/web-clients.ts";
import { type Reply, replyModal } from "../messages/replies/ephemeral-reply.ts";
import { refusalReply } from "../messages/replies/refusal.ts";
import { refusalTexts } from "../messages/replies/refusal-sentences.ts";
import type { Background } from "./background.ts";
import type { Modals } from "./forms/modals.ts";
import type { Requester } from "./requester.ts";

/** Answers people: what was refused becomes a sentence, what is not known to be recorded is not acknowledged. */
export interface Answering {
  /**
   * Does work whose answer goes with the acknowledgement. A refusal becomes the answer that `refused` makes of it. Rejects when it
   * is not known to be recorded: Slack then shows its warning, and the person is told as far as that works.
   */
  readonly to: Answered;
  /**
   * The same where the acknowledgement carries no answer, as for clicks and events: what is told after it can be lost with the
   * process. So it rejects as well where somebody could not be looked up: Slack shows its warning, or sends the event again.
   */
  readonly apart: Answered;
  /** Tells the person after the acknowledgement; a failure to tell never fails what was done. */
  readonly later: (requester: Requester, reply: Reply | undefined) => void;
}

type Answered = <Answer>(
  requester: Requester,
  work: () => Promise<Answer>,
  refused: (reply: Reply) => Answer,
) => Promise<Answer>;

/** Requests of one person that are answered at a time: others of theirs wait, and they keep nobody else waiting. */
const sharesOfOne = {
  most: 20,
  // Long after Slack's three seconds: what still hangs then was told to be late.
  longestMs: 30_000,
  overdue: () => new StoreUnavailable(refusalTexts.tookTooLong),
};

export function createAnswering(background: Background, tell: TellRequester): Answering {
  const share = createShares(sharesOfOne, () => new NotChecked(refusalTexts.crowded));
  const later = (requester: Requester, reply: Reply | undefined) => {
    if (reply === undefined) return;
    background.run("Telling someone", () => tell(requester, reply));
  };
  const answering =
    (isFinal: (error: unknown) => boolean): Answered =>
    async (requester, work, refused) => {
      try {
        const { person, delivery } = requester;
        return await inTime(share(person, work, delivery.signal), delivery.signal);
      } catch (error) {
        if (isFinal(error)) return refused(refusalReply(error, requester.person));
        later(requester, refusalReply(error, requester.person));
        throw error;
      }
    };
  return { later, to: answering(isRefusal), apart: answering(isLasting) };
}

/** A commit that is under way when its time ends lands by then, as a rule. Slack's three seconds are not over yet. */
const graceMs = 400;

/** Rejects, with nothing known, when the work goes on beyond the end of its time: somebody waits. */
async function inTime<Answer>(work: Promise<Answer>, signal?: AbortSignal): Promise<Answer> {
  if (signal === undefined) return work;
  // Whatever it still comes to, the thread shows it.
  return raceDeadline({ signal, ms: graceMs }, work, () => {
    throw new StoreUnavailable(refusalTexts.tookTooLong);
  });
}

const isRefusal = (error: unknown): boolean =>
  error instanceof HandrailError && !(error instanceof StoreUnavailable);

const isLasting = (error: unknown): boolean => isRefusal(error) && !(error instanceof NotChecked);

/** Tells one person something that nobody else sees: in place of what they clicked, in their thread, or in their modal. */
export type TellRequester = (requester: Requester, reply: Reply) => Promise<void>;

export function createTeller(client: WebClient, modals: Modals): TellRequester {
  return async (requester, reply) => {
    const { view, channel, responseUrl, triggerId } = requester;
    if (view !== undefined && channel === undefined) {
      return modals.update(view.id, { ...replyModal(reply), clear_on_close: true });
    }
    if (responseUrl !== undefined && (await respond(client, requester, responseUrl, reply))) return;
    if (channel !== undefined) return whisper(client, requester, channel, reply);
    if (triggerId !== undefined) await modals.open(requester, replyModal(reply));
  };
}

/** Takes away the private message whose button was clicked; there is nothing to take away elsewhere. */
export async function dismissMessage(
  client: WebClient,
  { isPrivate, responseUrl }: Requester,
): Promise<void> {
  if (isPrivate && responseUrl !== undefined)
    await send(client, responseUrl, { delete_original: true });
}

const respondMs = 5_000;

const respond = (
  client: WebClient,
  requester: Requester,
  url: string,
  reply: Reply,
): Promise<boolean> =>
  send(client, url, {
    response_type: "ephemeral",
    replace_original: requester.isPrivate,
    ...reply,
    // Without it the answer lands at the channel's root.
    ...(requester.threadTs === undefined ? {} : { thread_ts: requester.threadTs }),
  });

/** Whether the response_url took it: it lives 30 minutes and takes five answers. */
async function send({ slackApiUrl }: WebClient, url: string, body: object): Promise<boolean> {
  if (!isAtSlack(url, slackApiUrl)) return false;
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      redirect: "error",
      signal: AbortSignal.timeout(respondMs),
    });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false;
  }
}

async function whisper(client: WebClient, requester: Requester, channel: string, reply: Reply) {
  await client.chat.postEphemeral({
    channel,
    user: requester.person,
    text: reply.text,
    blocks: [...reply.blocks],
    ...(requester.threadTs === undefined ? {} : { thread_ts: requester.threadTs }),
  });
}
