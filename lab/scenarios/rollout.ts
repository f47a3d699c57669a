import type { Host } from "./fleet.ts";
import { groupArn } from "./names.ts";
import type { Caller, PlayedScenario } from "./scenario.ts";

/** Replaces every target, one after the other: a new one comes, and the old one leaves once that is healthy. */
export function rollOut(world: PlayedScenario, at: number, longest = longestMs): void {
  const by: Caller = "pipeline";
  const leaving = world.fleet.hosts().filter(({ leaves }) => leaves === Number.POSITIVE_INFINITY);
  for (const [place, old] of leaving.entries()) {
    const turn = at + place * Math.min(eachMs, longest / leaving.length);
    enroll(world, turn, 1, by);
    dismiss(world, turn + startsMs, [old], by);
  }
}

/** Registers so many new targets, also at a moment to come. */
export function enroll(
  { fleet, call }: PlayedScenario,
  at: number,
  count: number,
  by: Caller,
): void {
  const hosts = fleet.add(at, count, healthySeconds);
  call({ at, name: "RegisterTargets", by, request: request(hosts) });
}

/** Deregisters targets, also at a moment to come; each then ends as the manners are now. */
export function dismiss(
  world: PlayedScenario,
  at: number,
  hosts: readonly Host[],
  by: Caller,
): void {
  const { fleet, call, settings } = world;
  for (const host of hosts) fleet.remove(at, host, settings.manners);
  call({ at, name: "DeregisterTargets", by, request: request(hosts) });
}

/** Few hosts take turns; of many, several leave at once. */
const eachMs = 45_000;
const longestMs = 180_000;
const startsMs = 35_000;
const healthySeconds = 15;

const request = (hosts: readonly Host[]) => ({
  targetGroupArn: groupArn,
  targets: hosts.map(({ id, port }) => ({ id, port })),
});
