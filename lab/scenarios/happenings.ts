import type { FailureCause } from "../logs/causes.ts";
import { dismiss, enroll } from "./rollout.ts";
import type { PlayedScenario } from "./scenario.ts";

type Happening = (world: PlayedScenario) => void;

const minute = 60_000;

export const all =
  (...happenings: readonly Happening[]): Happening =>
  (world) => {
    for (const happens of happenings) happens(world);
  };

/** A hop closes connections only after 75 s until the incident begins, and from then on as it says. */
export const shortens =
  (place: number): Happening =>
  ({ settings: { hops }, at, began }) => {
    const after = hops[place];
    if (after === undefined) return;
    hops[place] = { ...after, closes: 75 };
    at(began, () => {
      hops[place] = after;
    });
  };

/** Every target is replaced so many minutes after the beginning, each time up to `within` minutes later. */
export const releases =
  (minutes: readonly number[], within = 0): Happening =>
  ({ began, random, deploy }) => {
    for (const after of minutes) {
      const late = within === 0 ? 0 : within * random.uniform();
      deploy(began + (after + late) * minute);
    }
  };

/** Autoscaling takes two targets away at each of these minutes, and adds two 25 minutes later. */
export const scalesIn =
  (minutes: readonly number[]): Happening =>
  (world) => {
    const hosts = world.fleet.hosts();
    for (const [turn, after] of minutes.entries()) {
      const leaves = world.began + (after + 6 * world.random.uniform()) * minute;
      dismiss(world, leaves, hosts.slice(2 * turn, 2 * turn + 2), "autoscaling");
      enroll(world, leaves + 25 * minute, 2, "autoscaling");
    }
  };

/** One target's process ends every 13 minutes or so, for 40 seconds. */
export const crashes: Happening = ({ began, random, fleet }) => {
  const [host] = fleet.hosts();
  for (let turn = 0; turn < 60 && host; turn += 1) {
    const from = began + (2 + 13 * turn + 3 * random.uniform()) * minute;
    fleet.fail(host, { from, to: from + 40_000 });
  }
};

/** Every process ends, and stays down. */
export const allFail: Happening = ({ began, fleet }) => {
  for (const host of fleet.hosts()) {
    fleet.fail(host, { from: began, to: Number.POSITIVE_INFINITY });
  }
};

/** Someone deregisters every target. */
export const allLeave: Happening = (world) =>
  dismiss(world, world.began, world.fleet.hosts(), "alice");

/** A cause that acts so often and then no more. */
export function atMost(times: number, cause: FailureCause): FailureCause {
  let left = times;
  return (arrival, random) => {
    const failure = left > 0 ? cause(arrival, random) : undefined;
    if (failure !== undefined) left -= 1;
    return failure;
  };
}
