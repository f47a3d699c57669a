import { createServer } from "node:http";
import { type Account, startAccount } from "../aws/account.ts";
import { listen, shut } from "../loopback.ts";
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
interface StageOptions {
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

/** The address of a simulated load balancer. */
interface Door {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/**
 * Answers what is really sent to a simulated load balancer, on a free loopback port: by a target that is well, or with 503 where
 * there is none. Such requests are counted and logged like the others; none of them is reused, so none loses a race.
 */
async function openDoor({ fleet, advance, add }: Simulation, clock: () => number): Promise<Door> {
  const server = createServer((request, response) => {
    advance(clock());
    const created = clock() / 1_000;
    const [target] = fleet.routed(created);
    const status = target === undefined ? 503 : 200;
    add({
      ...{ created, at: created + 0.001, node: "10.0.0.5", group: "shop-web", status },
      target: target ?? null,
      times: target === undefined ? [-1, -1, -1] : [0, 0.001, 0],
      targetStatus: target === undefined ? null : 200,
      ...{ method: request.method ?? "GET", path: request.url ?? "/" },
      client: "198.51.100.20:41000",
    });
    response.writeHead(status, target === undefined ? { Server: "awselb/2.0" } : {}).end();
  });
  return { port: await listen(server), close: () => shut(server) };
}
