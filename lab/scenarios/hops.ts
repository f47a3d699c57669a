import type { Hop, PlayedScenario, Scenario, WorldSettings } from "./scenario.ts";

/** A Node.js server, which closes a second later than it is told. */
export const node = (closes: number): Hop => ({
  kind: "Node.js http (v20 late, v22 - v26)",
  called: "Node 24",
  closes,
  adds: 1,
  where: "server.js, line 12",
  line: (seconds) => `server.keepAliveTimeout = ${seconds * 1_000}`,
});

/** nginx, with how long it keeps connections to the server behind it. */
export const nginx = (closes: number, keeps: number): Hop => ({
  kind: "nginx",
  called: "nginx",
  closes,
  keeps,
  where: "nginx.conf, line 31",
  line: (seconds) => `keepalive_timeout ${seconds}s;`,
});

/** Whether a hop closes idle connections sooner than the proxy in front of it gives them up. */
export function isHopInverted({ settings: { hops } }: PlayedScenario, place: number): boolean {
  const [before, hop] = [hops[place - 1], hops[place]];
  if (before?.keeps === undefined || hop === undefined) return false;
  return hop.closes + (hop.adds ?? 0) <= before.keeps;
}

/** What a good change makes of the settings: every server outlives the one in front of it, and targets leave in order. */
export function mend(settings: WorldSettings): void {
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
export const knownAnswers = ({ known = {} }: Scenario, { manners }: WorldSettings) => ({
  ...known,
  ...("gracePeriod" in known ? { gracePeriod: manners.grace || 1, preStop: manners.preStop } : {}),
});
