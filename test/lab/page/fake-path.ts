import type { Watched } from "../../../lab/page/operations.ts";
import type { Stage } from "../../../lab/page/stage.ts";
import type { Training } from "../../../lab/page/wire.ts";
import type { Workspace } from "../../../lab/workspace/index.ts";

/** A request path that only remembers what it is set to; `count` adds to what it counted. */
export function fakePath() {
  let keepAliveSeconds = 5;
  let idle = 60;
  let rate = 300;
  let manners = { preStop: 0, grace: 1 };
  let deploys = 0;
  const counted = { requests: 0, failed: 0, share: 0, since: 0, note: "" };
  const path: Watched = {
    loadBalancer: { name: "shop-web", arn: "arn:practice", port: 1 },
    hops: () => [hopAt(keepAliveSeconds)],
    setKeepAlive: (seconds) => {
      keepAliveSeconds = seconds;
    },
    idleTimeoutSeconds: () => idle,
    setIdleTimeout: (seconds) => {
      idle = seconds;
    },
    requestsPerSecond: () => rate,
    setTraffic: (perSecond) => {
      rate = perSecond;
    },
    targets: {
      healthy: () => 4,
      all: () => 4,
      manners: () => manners,
      setManners: (changed) => {
        manners = changed;
      },
      deploy: () => {
        deploys += 1;
      },
    },
    measured: () => ({ ...counted }),
  };
  const count = (requests: number, failed: number) => {
    counted.requests += requests;
    counted.failed += failed;
  };
  return { path, count, deploys: () => deploys };
}

const hopAt = (seconds: number) => ({
  kind: "Node.js http (v20 late, v22 - v26)",
  called: "Node 24",
  keepAliveSeconds: seconds,
  closesAfterSeconds: seconds + 1,
  keepsSeconds: null,
  where: "server.js, line 12",
  line: `server.keepAliveTimeout = ${seconds * 1_000}`,
});

/** A stage on which nothing is exchanged; it keeps what was chosen. */
export function fakeStage(workspace: Workspace, incident: Watched, more: Partial<Training> = {}) {
  const chosen: (string | null)[] = [];
  const training: Training = {
    report: "Customers report single 502 errors.",
    command: "/runbook x",
    honesty: ["Sped up."],
    scenario: { name: "race", title: "The race" },
    scenarios: [],
    ...{ preparing: null, trouble: null, truth: null, debrief: null },
    ...more,
  };
  const stage: Stage = {
    workspace: () => workspace,
    incident: () => incident,
    training: () => training,
    choose: (name) => void chosen.push(name),
    tell: async () => {},
    onChange: () => () => {},
  };
  return { stage, chosen };
}
