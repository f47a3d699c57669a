import type { Budget, Budgets } from "../../../engine/budgets.ts";
import type { Clock } from "../../../engine/ports.ts";
import { Held, Postponed } from "../../../run/errors.ts";
import type { Spot } from "./find-posted.ts";
import type { EditPriority, Posts } from "./posts.ts";

/**
 * Posts and edits within what Slack allows this app, shared with all other processes: what is spent waits, and what Slack
 * asks one process to wait holds for all. Nothing is sent for what waits.
 */
export function withRateLimits(posts: Posts, budgets: Budgets, clock: Clock): Posts {
  const held = async (budget: Budget, keep: number): Promise<Held | undefined> => {
    const ms = await budgets.spend(budget, clock(), keep);
    return ms === 0 ? undefined : new Held(budget.name, ms, keep);
  };
  const obey = async (budget: Budget, error: unknown): Promise<void> => {
    if (error instanceof Postponed) await budgets.exhaust(budget.name, clock() + error.waitMs);
  };
  const within = async <Answer>(budget: Budget, keep: number, call: () => Promise<Answer>) => {
    const spent = await held(budget, keep);
    if (spent !== undefined) throw spent;
    return call().catch((error) => obey(budget, error).then(() => Promise.reject(error)));
  };
  return {
    post: async (message, mark, spot) => {
      const budget = postsIn(spot.channel);
      const waitMs = await budgets.spend(budget, clock());
      if (waitMs > 0) return { kind: "not", error: heldPost(budget, waitMs, spot) };
      const posted = await posts.post(message, mark, spot);
      if (posted.kind === "not") await obey(budget, posted.error);
      return posted;
    },
    edit: (message, mark, spot, where) =>
      within(edits, keptFor[where.priority], () => posts.edit(message, mark, spot, where)),
    find: (mark, spot) =>
      within(spot.threadTs === undefined ? histories : replies, 0, () => posts.find(mark, spot)),
  };
}

/** The same budgets, of which one is spent already: it was waited for. */
export function withPaidBudget(budgets: Budgets, paid: string | undefined): Budgets {
  let left = paid;
  return {
    ...budgets,
    spend: async (budget, ...more) => {
      if (budget.name !== left) return budgets.spend(budget, ...more);
      left = undefined;
      return 0;
    },
  };
}

/** A thread that people are in goes before one that is still to begin. */
const heldPost = ({ name }: Budget, waitMs: number, { channel, threadTs }: Spot): Held =>
  new Held(name, waitMs, threadTs === undefined ? 1 : 0, channel);

// "no more than one message per second per channel": https://docs.slack.dev/apis/web-api/rate-limits
const postsIn = (channel: string): Budget => ({
  name: `chat.postMessage ${channel}`,
  everyMs: 1_000,
  burst: 1,
});

// Tier 3 is 50 a minute over all channels. At 40 a minute, ten saved up make 50 in the worst of all minutes.
const tier3 = (name: string): Budget => ({ name, everyMs: 1_500, burst: 10 });
const edits = tier3("chat.update");
const histories = tier3("conversations.history");
const replies = tier3("conversations.replies");

/** How many edits are left for what is more urgent. */
const keptFor: { readonly [Kind in EditPriority]: number } = { leaving: 0, news: 3, progress: 6 };
