import type { Random } from "../../alb/random.ts";
import type { TrafficOptions } from "../../alb/traffic.ts";
import {
  answerNothing,
  killed,
  largeHeaders,
  malformed,
  onlyAt,
  own502,
  sometimes,
  well,
} from "./answers.ts";
import { sidecarTarget } from "./sidecar.ts";
import { nodeTarget, type OpenTarget, refusingTarget, secure, tlsTarget } from "./targets.ts";

/** How a scenario really fails on this machine. */
export interface Live extends Pick<TrafficOptions, "pick" | "patienceMs"> {
  readonly open: OpenTarget;
  /** What is spoken to the targets instead of HTTP in the clear. */
  readonly secure?: typeof secure;
  /** How many targets there are when the practice begins. */
  readonly targets?: number;
}

/** The scenarios that really fail, by name; all others are simulated. */
export const lives: { readonly [scenario: string]: ((random: Random) => Live) | undefined } = {
  "connect-refused": (random) => ({ open: refusingTarget(well(random), 20_000, 60) }),
  "killed-mid-request": (random) => ({ open: nodeTarget(sometimes(8e-4, random, killed(5_000))) }),
  "malformed-response": (random) => ({
    open: nodeTarget(onlyAt("/account/export.csv", malformed, well(random))),
    pick: mostly("/account/export.csv", 1e-3),
  }),
  "large-headers": (random) => ({
    open: nodeTarget(onlyAt("/login/callback", sometimes(0.4, random, largeHeaders), well(random))),
    pick: mostly("/login/callback", 2e-3),
  }),
  "tls-fails": (random) => ({ open: tlsTarget(closing(well(random)), 300), secure }),
  "inner-race": (random) => ({
    open: sidecarTarget({
      ...{ random, slots: 48, keepsMs: 60_000, delayMs: 25 },
      answer: well(random, 0.01),
    }),
    pick: orders(0.3),
  }),
  "app-502": (random) => ({ open: nodeTarget(sometimes(4e-3, random, own502)) }),
  "slow-504": (random) => ({ open: nodeTarget(sometimes(2e-3, random, answerNothing)) }),
  "client-460": (random) => ({
    open: nodeTarget(sometimes(4e-3, random, answerNothing)),
    patienceMs: 1_000,
  }),
  "no-targets": (random) => ({ open: nodeTarget(well(random)), targets: 0 }),
  deploy: (random) => ({ open: nodeTarget(well(random, 0.4)) }),
  quiet: (random) => ({ open: nodeTarget(well(random)) }),
};

/** Each response ends its connection, so that there is a handshake for each request. */
const closing =
  (answer: ReturnType<typeof well>): typeof answer =>
  (request, response) => {
    response.shouldKeepAlive = false;
    answer(request, response);
  };

/** Pages, and now and then the path that fails. */
const mostly =
  (path: string, share: number): NonNullable<Live["pick"]> =>
  (random) => ({
    method: "GET",
    path: random.uniform() < share ? path : `/items/${random.index(40)}`,
  });

/** Pages, and this share of orders, which may not be sent twice. */
const orders =
  (share: number): NonNullable<Live["pick"]> =>
  (random) =>
    random.uniform() < share
      ? { method: "POST", path: "/orders", body: '{"item":"lamp"}' }
      : { method: "GET", path: `/items/${random.index(40)}` };
