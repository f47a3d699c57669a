import { createHash } from "node:crypto";
import type { Alert } from "#language";
import type { Budgets } from "../../../engine/budgets.ts";
import type { Engine } from "../../../engine/engine.ts";
import type { HeardAlert, HeardAlerts } from "../../../engine/heard-alerts.ts";
import type { Clock } from "../../../engine/ports.ts";
import { openOffer } from "../../messages/replies/alert-offer.ts";
import type { Reply } from "../../messages/replies/ephemeral-reply.ts";
import { answersFromAlert, type Starting, startsFrom } from "./starts-from-alert.ts";

/** Where a run is offered to everybody: under a message, or in a message of its own. */
export interface OfferPlace {
  readonly channel: string;
  readonly threadTs?: string;
}

/**
 * Offers a run for an alert, once: "standing" where one stands or runs already. "over": the alert has ended. "none": no runbook is
 * for it. "many": the channel heard enough for now. Nothing is started. Rejects where Slack did not take the offer, which may then be made again.
 */
export type OfferForAlert = (alert: Alert, place: OfferPlace) => Promise<Offered>;
export type Offered = "offered" | "standing" | "over" | "none" | "many";

export interface OfferParts {
  readonly starting: Starting;
  readonly own: Pick<Engine, "runsInThread">;
  readonly heard: HeardAlerts;
  readonly budgets: Pick<Budgets, "spend">;
  /** Posts for everybody; the same id twice posts once. Resolves with its ts. */
  readonly post: (place: OfferPlace, message: Reply, id: string) => Promise<string>;
  readonly clock: Clock;
}

export function createOffer(parts: OfferParts): OfferForAlert {
  const { starting, heard, clock } = parts;
  return async (alert, place) => {
    const told = answersFromAlert(starting, alert);
    if (told?.flow === undefined) return "none";
    const key = keyOf(alert, place);
    const kept = await heard.find(key);
    const { revision = 0 } = kept ?? {};
    const now = clock();
    if (alert.state !== "firing") {
      const isOver = alert.state === "resolved";
      if (kept && isOver) await heard.put(key, { ...kept, heard: now, isOver }, revision);
      return "over";
    }
    if (kept && (await stands(parts, kept, now))) {
      await heard.put(key, { ...kept, heard: now, isOver: false }, revision);
      return "standing";
    }
    return claimed(parts, [key, revision], place, async () => {
      const budget = budgetOf(place);
      const isLast = (await parts.budgets.spend(budget, now, 1)) > 0;
      if (isLast && (await parts.budgets.spend(budget, now)) > 0) return undefined;
      const left = { beyond: alert.beyond ?? 0, isLast };
      const message = openOffer(told, startsFrom(starting, alert, place), left);
      return parts.post(place, message, `${key} ${revision}`);
    });
  };
}

/** Claims the offer, then makes it; of several who do so at once one does, and the others cost the channel nothing. */
async function claimed(
  { heard, clock }: OfferParts,
  [key, revision]: readonly [string, number],
  place: OfferPlace,
  make: () => Promise<string | undefined>,
): Promise<Offered> {
  const claim = { channel: place.channel, threadTs: "", heard: clock(), isOver: false };
  if (!(await heard.put(key, claim, revision))) return "standing";
  const free = () => heard.put(key, { ...claim, heard: 0 }, revision + 1);
  try {
    const ts = await make();
    if (ts === undefined) await free();
    else await heard.put(key, { ...claim, threadTs: place.threadTs ?? ts }, revision + 1);
    return ts === undefined ? "many" : "offered";
  } catch (error) {
    await free();
    throw error;
  }
}

const minuteMs = 60_000;

/** A channel bears ten offers at once and twenty an hour, whatever breaks. */
const budgetOf = ({ channel }: OfferPlace) => ({
  ...{ name: `offers ${channel}`, everyMs: 3 * minuteMs, burst: 10 },
});

/** How long an offer that is on its way, one for an alert that ended since, and one that nobody took stand. */
const standMs = { posting: minuteMs, over: 30 * minuteMs, open: 6 * 60 * minuteMs };

/** An alert that comes back soon after it ended is the same; so is one that is worked on. */
async function stands({ own }: OfferParts, kept: HeardAlert, now: number): Promise<boolean> {
  const { channel, threadTs, heard, isOver } = kept;
  const most = threadTs === "" ? standMs.posting : isOver ? standMs.over : standMs.open;
  // A clock that was ahead keeps nobody from an offer for longer than the rule can mean.
  if (Math.abs(now - heard) < most) return true;
  if (threadTs === "") return false;
  const runs = await own.runsInThread(channel, threadTs);
  return runs.some(({ status }) => status === "open");
}

/** One alert in one channel, whichever way it came; what senders call it may be long. */
function keyOf({ source = "", key, title }: Alert, { channel }: OfferPlace): string {
  const called = key ?? title;
  // An alarm has the same ARN through whatever it comes.
  const whole = called.startsWith("arn:") ? called : `${source} ${called}`;
  return `offer ${createHash("sha256").update(`${channel} ${whole}`).digest("hex")}`;
}
