import type { Watched } from "../../../lab/page/operations.ts";

/** A request path that only remembers what it is set to; `count` adds to what it counted. */
export function fakePath() {
  let keepAliveMs = 5_000;
  let idle = 60;
  let rate = 300;
  const counted = { requests: 0, failed: 0, share: 0, since: 0, note: "" };
  const path: Watched = {
    loadBalancer: { name: "shop-web", arn: "arn:practice", port: 1 },
    backend: {
      keepAliveSeconds: () => keepAliveMs / 1_000,
      closesAfterSeconds: () => keepAliveMs / 1_000 + 1,
      setKeepAlive: (milliseconds) => {
        keepAliveMs = milliseconds;
      },
    },
    idleTimeoutSeconds: () => idle,
    setIdleTimeout: (seconds) => {
      idle = seconds;
    },
    requestsPerSecond: () => rate,
    setTraffic: (perSecond) => {
      rate = perSecond;
    },
    measured: () => ({ ...counted }),
  };
  const count = (requests: number, failed: number) => {
    counted.requests += requests;
    counted.failed += failed;
  };
  return { path, count };
}
