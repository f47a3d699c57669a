import { type Account, startAccount } from "../aws/account.ts";
import { openDoor } from "./door.ts";
import { estateOf, shownOf } from "./estate.ts";
import type { Scenario } from "./scenario.ts";
import { type Simulation, simulate } from "./simulation.ts";

/** A simulated scenario with its account, both running. */
export interface Staged {
  readonly simulation: Simulation;
  readonly account: Account;
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** How it is staged; time is what `clock` says, in milliseconds since 1970. */
export interface StageOptions {
  readonly clock: () => number;
  readonly seed: number;
  readonly periodSeconds: number;
  readonly settleSeconds: number;
  readonly scale?: number;
}

/** Starts the account of a scenario, and the door of its load balancer. */
export async function stageScenario(scenario: Scenario, options: StageOptions): Promise<Staged> {
  const { clock, periodSeconds, seed, scale = 1 } = options;
  const simulation = simulate(scenario, { now: clock(), binSeconds: periodSeconds, seed, scale });
  const door = await openDoor(simulation, clock);
  const estate = estateOf(scenario, shownOf(simulation), { ...options, port: door.port });
  const account = await startAccount({ ...estate, lookupsPerSecond: lookupsPerSecond(options) });
  const close = async () => {
    await Promise.all([account.close(), door.close()]);
  };
  return { simulation, account, port: door.port, close };
}

/** A test asks faster than AWS lets anyone. */
const lookupsPerSecond = ({ periodSeconds }: StageOptions) => (periodSeconds < 60 ? 2 : 1_000);
