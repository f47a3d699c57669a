import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { S3Client } from "@aws-sdk/client-s3";
import { STSClient } from "@aws-sdk/client-sts";
import { afterEach } from "vitest";
import type { CountsSource } from "../../../lab/alb/counts.ts";
import { drawPast, type Scene } from "../../../lab/alb/past.ts";
import { quietScene } from "../../../lab/alb/scenes.ts";
import { spread } from "../../../lab/alb/spread.ts";
import { type Account, type AccountOptions, startAccount } from "../../../lab/aws/account.ts";
import { type LiveParts, shopBalancers } from "../../../lab/aws/shop.ts";

/** When the tests take place: a full hour, in milliseconds since 1970. */
export const NOW = Date.UTC(2026, 10, 23, 15);
export const MINUTE = 60_000;
export const REGION = "eu-central-1";

const closing: Account[] = [];

afterEach(async () => {
  for (const account of closing.splice(0)) await account.close();
});

/** An account with the shop's load balancers, and clients of the unmodified SDK; closed after the test. */
export async function openAccount(
  scene: Scene = quietScene(),
  {
    accessLogs,
    group,
    ...options
  }: Partial<AccountOptions> & Pick<LiveParts, "accessLogs" | "group"> = {},
) {
  const metrics = drawMetrics(scene);
  let idleMs = 60_000;
  const loadBalancers = shopBalancers({
    region: REGION,
    zones: ["eu-central-1a", "eu-central-1b"],
    port: 8080,
    idleMs: () => idleMs,
    backendPort: 3000,
    healthy: () => true,
    metrics,
    calm: metrics,
    ...(accessLogs === undefined ? {} : { accessLogs }),
    ...(group === undefined ? {} : { group }),
  });
  const account = await startAccount({ loadBalancers, clock: () => NOW, ...options });
  closing.push(account);
  const setIdle = (milliseconds: number) => {
    idleMs = milliseconds;
  };
  return { account, setIdle, ...clientsOf(account) };
}

/** Clients that try once. */
export function clientsOf(account: Account, region = REGION, credentials = account.credentials) {
  const config = { endpoint: account.endpoint, region, credentials, maxAttempts: 1 };
  return {
    balancing: new ElasticLoadBalancingV2Client(config),
    watching: new CloudWatchClient(config),
    objects: new S3Client(config),
    identity: new STSClient(config),
  };
}

/** 100 requests a second for the three hours until now, minute by minute. */
function drawMetrics(scene: Scene): CountsSource {
  return drawPast({
    from: NOW - 180 * MINUTE,
    to: NOW,
    binSeconds: 60,
    zones: ["eu-central-1a", "eu-central-1b"],
    seed: 1,
    usual: {
      requestsPerSecond: 100,
      newConnectionsPerSecond: 10,
      openConnections: 200,
      responseSeconds: spread(...Array.from({ length: 100 }, (_, place) => (place + 1) / 1_000)),
      hosts: 2,
    },
    scene,
  });
}
