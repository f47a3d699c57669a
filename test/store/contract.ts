import { describe } from "vitest";
import { alerts } from "./contract/alerts.ts";
import { askingAgain } from "./contract/asking.ts";
import { budgets } from "./contract/budgets.ts";
import { chain } from "./contract/chain.ts";
import { claims } from "./contract/claims.ts";
import { commits } from "./contract/commits.ts";
import { conditions } from "./contract/condition.ts";
import { damaged } from "./contract/damaged.ts";
import { deliveries } from "./contract/deliveries.ts";
import { forgetting } from "./contract/forgetting.ts";
import { holds } from "./contract/holds.ts";
import { jumps } from "./contract/jumps.ts";
import { lanes } from "./contract/lanes.ts";
import { moving } from "./contract/moving.ts";
import { openRuns } from "./contract/open-runs.ts";
import { progress } from "./contract/progress.ts";
import { pruning } from "./contract/pruning.ts";
import { reading } from "./contract/reading.ts";
import type { Open } from "./contract/samples.ts";
import { timesIn } from "./contract/times.ts";
import { traffic } from "./contract/traffic.ts";

/** Every promise of the Store port, kept by the store that `open` opens: empty, and dated by the clock it is handed. */
export function contract(name: string, open: Open): void {
  describe(`the store over ${name}`, () => {
    commits(open);
    openRuns(open);
    deliveries(open);
    askingAgain(open);
    chain(open);
    claims(open);
    lanes(open);
    progress(open);
    reading(open);
    pruning(open);
    budgets(open);
    traffic(open);
    alerts(open);
    conditions(open);
    moving(open);
    jumps(open);
    timesIn(open);
    forgetting(open);
    holds(open);
    damaged(open);
  });
}
