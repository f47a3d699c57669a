import type { CountsSource } from "../../../lab/alb/counts.ts";
import { addressesOf } from "../../../lab/alb/nodes.ts";
import { drawPast } from "../../../lab/alb/past.ts";
import { steadyTrickle } from "../../../lab/alb/scenes.ts";
import { spread } from "../../../lab/alb/spread.ts";
import { type Account, startAccount } from "../../../lab/aws/account.ts";
import type { AthenaService } from "../../../lab/aws/athena/service.ts";
import { filesAt } from "../../../lab/aws/s3/bucket.ts";
import { shopBalancers } from "../../../lab/aws/shop.ts";
import { backfill } from "../../../lab/logs/backfill.ts";
import type { LoggedBalancer } from "../../../lab/logs/line.ts";
import { practiceBucket } from "../../../lab/logs/practice.ts";
import type { TurnsOptions } from "../../../lab/logs/turns.ts";
import type { AthenaSettings } from "../../../src/alb/probes/access-logs/ask-athena.ts";
import { openAccount } from "../../../src/aws/account.ts";
import { contextOf, lookBy, MINUTE, NOW, options, REGION } from "./stage.ts";

const zones = ["eu-central-1a", "eu-central-1b"] as const;
const began = NOW - 30 * MINUTE;
export const metrics: CountsSource = drawPast({
  from: NOW - 180 * MINUTE,
  to: NOW,
  binSeconds: 60,
  zones,
  seed: 1,
  usual: {
    requestsPerSecond: 10,
    newConnectionsPerSecond: 1,
    openConnections: 20,
    responseSeconds: spread(0.02),
    hosts: 2,
  },
  scene: steadyTrickle({ from: began, share: 0.004 }),
});
export const balancer: LoggedBalancer = {
  ...{ account: "123456789012", region: REGION, name: "shop-web", id: "50dc6c495c0c9188" },
  ...{ groupId: "73e2d6bc24d8a067", scheme: "http", host: "shop.example.com:80" },
};

const bins = Array.from({ length: 30 }, (_, minute) =>
  Object.fromEntries(
    zones.map((zone) => {
      const at = began + minute * MINUTE;
      const { requests, elb502 } = metrics.counts(at, at + MINUTE, zone);
      return [zone, { requests, elb502 }];
    }),
  ),
);

/** Half an hour of logs that agree with the metrics: every failure follows 6 s of idleness. */
export const past: TurnsOptions = {
  ...{ from: began / 1_000, binSeconds: 60, bins, group: "shop-web", slots: 60, seed: 3 },
  nodes: addressesOf({ zones, perZone: 1 }),
  targets: ["10.0.12.1:3000", "10.0.12.2:3000"],
  ...{ idleSeconds: 6, roundTripSeconds: 0.01 },
};

/** Its files, by their keys. */
export async function writePast(): Promise<Map<string, Buffer>> {
  const { prefix } = practiceBucket;
  const delivery = { balancer, prefix, intervalSeconds: 300, keepSeconds: 86_400 };
  const written = await backfill({ delivery, past });
  return new Map(written.map(({ key, bytes }) => [key, Buffer.from(bytes)]));
}

/** An account whose bucket holds these files. */
export const start = (
  held: ReadonlyMap<string, Buffer>,
  source = metrics,
  athena?: AthenaService,
) => {
  const parts = { region: REGION, zones, port: 8080, backendPort: [3000, 3001] };
  const live = { idleMs: () => 60_000, healthy: () => true, metrics: source, calm: source };
  return startAccount({
    loadBalancers: shopBalancers({ ...parts, ...live, accessLogs: practiceBucket }),
    buckets: { [practiceBucket.bucket]: filesAt(held) },
    ...{ settleSeconds: 0, clock: () => NOW },
    ...(athena && { athena }),
  });
};

interface Looking {
  readonly name?: string;
  readonly window?: string;
  readonly logsMegabytes?: number;
  readonly athena?: AthenaSettings;
}

/** Looks at a load balancer's logs in this account. */
export async function look(
  { endpoint, credentials }: Account,
  { name = "shop-web", window = "1 hour", logsMegabytes = 100, athena }: Looking = {},
) {
  const account = openAccount({ name: "practice", region: REGION, endpoint, credentials });
  const probe = lookBy("alb.logs", {
    accountFor: () => account,
    options: { ...options, logsMegabytes, athena },
  });
  const { context, reports } = contextOf({ loadBalancer: { name, region: REGION }, window });
  return { evidence: await probe(context), reports };
}
