import type { Hop, Scenario, Settings } from "./scenario.ts";

/** What a good change makes of the settings: every server outlives the one in front of it, and targets leave in order. */
export function mend(settings: Settings): void {
  for (const [place, hop] of settings.hops.entries()) {
    settings.hops[place] = { ...hop, closes: Math.max(hop.closes, 75) };
  }
  settings.manners = { preStop: 15, grace: 330 };
}

/** The servers as a responder describes them, the answer to a question for a path. */
export const pathAnswer = (hops: readonly Hop[]) =>
  hops.map(({ kind, closes, keeps, where }) => ({
    kind,
    closes: { how: "read", seconds: closes, where },
    ...(keeps === undefined ? {} : { keeps: { how: "read", seconds: keeps, where } }),
  }));

/** What else a responder knows, by the name of the field that asks for it. */
export const knownAnswers = ({ known = {} }: Scenario, { manners }: Settings) => ({
  ...known,
  ...("gracePeriod" in known ? { gracePeriod: manners.grace || 1, preStop: manners.preStop } : {}),
});
