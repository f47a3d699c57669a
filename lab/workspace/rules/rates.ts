import { Refusal } from "./refusal.ts";

/** How often a method may be called: `most` calls in any `withinMs`. */
export interface Rate {
  readonly most: number;
  readonly withinMs: number;
}

// https://docs.slack.dev/apis/web-api/rate-limits: tiers are calls a minute, an app and workspace.
const tier = (perMinute: number): Rate => ({ most: perMinute, withinMs: 60_000 });
const tier1 = tier(1);
const tier2 = tier(20);
const tier3 = tier(50);
const tier4 = tier(100);

/** The tier of each method, from the method's own page. */
const ratesOfMethods: Readonly<Record<string, Rate>> = {
  "chat.update": tier3,
  "chat.delete": tier3,
  "chat.postEphemeral": tier4,
  "conversations.history": tier3,
  "conversations.replies": tier3,
  "conversations.info": tier3,
  "conversations.join": tier3,
  "conversations.members": tier4,
  "files.completeUploadExternal": tier4,
  "files.getUploadURLExternal": tier4,
  "files.info": tier4,
  "reactions.add": tier3,
  "usergroups.users.list": tier2,
  "users.info": tier4,
  "views.open": tier4,
  "views.publish": tier4,
  "views.push": tier4,
  "views.update": tier4,
  // Tier 1 is 1+ a minute; a process opens two sockets at once, so some burst is let through (not documented).
  "apps.connections.open": { most: 10 * tier1.most, withinMs: 60_000 },
  "auth.test": tier(10 * tier2.most),
};

// chat.postMessage: 1 a second a channel, "short bursts >1 allowed": https://docs.slack.dev/reference/methods/chat.postMessage
const posting: Rate = { most: 4, withinMs: 4_000 };

/** Whether limits hold, and with which numbers where they differ from Slack's. */
export interface RateLimits {
  readonly posting?: Rate;
  readonly methods?: Readonly<Record<string, Rate>>;
}

/** Counts calls and refuses with `ratelimited` and Retry-After (whole seconds) once too many. */
export function createRates(limits: RateLimits | false, now: () => number) {
  const taken = new Map<string, number[]>();
  const rateOf = (method: string): Rate | undefined => {
    if (limits === false) return undefined;
    if (method === "chat.postMessage") return limits.posting ?? posting;
    return limits.methods?.[method] ?? ratesOfMethods[method];
  };
  return (method: string, channelId: string): void => {
    const rate = rateOf(method);
    if (rate === undefined) return;
    const key = method === "chat.postMessage" ? `${method} ${channelId}` : method;
    const recent = (taken.get(key) ?? []).filter((at) => now() - at < rate.withinMs);
    taken.set(key, recent);
    const oldest = recent.at(-rate.most);
    if (oldest !== undefined && recent.length >= rate.most) {
      const retryAfter = Math.max(1, Math.ceil((oldest + rate.withinMs - now()) / 1_000));
      throw new Refusal("ratelimited", { retryAfter });
    }
    recent.push(now());
  };
}
