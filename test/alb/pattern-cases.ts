import type { Period } from "../../src/alb/counts/period.ts";
import type { PatternFinding } from "../../src/alb/diagnosis/pattern/pattern-finding.ts";
import type { PatternObservation, TargetState } from "../../src/alb/diagnosis/pattern/signs.ts";
import type { IdleAnswer, ServerAnswer } from "../../src/alb/fields/field-builders.ts";
import { minutes, windowOf } from "./quiet-periods.ts";

const target = (state: string): TargetState => ({
  group: "web",
  id: "i-1",
  port: 80,
  state,
  reason: null,
});

/** A healthy load balancer over these periods, changed by `more`. */
export const observe = (
  periods: readonly Period[],
  more: Partial<PatternObservation> = {},
): PatternObservation => ({
  name: "shop-web",
  window: windowOf(periods),
  periods,
  groups: [{ name: "web", type: "instance", protocol: "HTTP" }],
  targets: [target("healthy"), target("healthy")],
  unread: [],
  ...more,
});

/** One failure every ten minutes of three hours. */
export const trickle = (more: (index: number) => Partial<Period> = () => ({})) =>
  minutes(180, (index) => ({ failures502: index % 10 === 3 ? 1 : 0, ...more(index) }));
const failing = (index: number) => index % 10 === 3;
const bursts = (more: (index: number) => Partial<Period>) =>
  minutes(180, (index) => ({
    failures502: index === 40 || index === 130 ? 9 : 0,
    ...more(index),
  }));
/** Target groups of Lambda functions only. */
export const lambda = [{ name: "fn", type: "lambda", protocol: null }];

/** nginx in front of Node.js, which closes so. */
const behindProxy = (closes: IdleAnswer): readonly ServerAnswer[] => [
  {
    kind: "nginx (client side)",
    closes: { how: "read", seconds: 75 },
    keeps: { how: "read", seconds: 60 },
  },
  { kind: "Node.js http (v20 late, v22 - v26)", closes },
];
export const proxied = behindProxy({ how: "read", seconds: 5 });
const inRightOrder = behindProxy({ how: "read", seconds: 90 });
const ownTrickle = minutes(180, (index) => ({ target5xx: index % 10 === 3 ? 1 : 0 }));
/** Ninety minutes in, and never again. */
const once = (more: Partial<Period>) => minutes(180, (index) => (index === 90 ? more : {}));
const handshakes = (index: number) => ({ failures502: 0, tlsErrors: failing(index) ? 1 : 0 });
const uncounted = { requests: null, failures502: null, failures503: null, failures504: null };
const late = minutes(180, (index) => (index >= 170 ? uncounted : {}));
const grpc = [{ name: "rpc", type: "ip", protocol: "HTTP", version: "GRPC" }];

/** What is observed in words, what it must be called, and the observation. */
export const cases: readonly (readonly [string, PatternFinding, PatternObservation])[] = [
  ["a trickle while all else is silent", "keepalive-race", observe(trickle())],
  [
    "a trickle beside the application's own, unrelated errors",
    "keepalive-race",
    observe(trickle(() => ({ target5xx: 4 }))),
  ],
  [
    "a trickle with one target down all the time",
    "unclear",
    observe(trickle(() => ({ unhealthy: 1 }))),
  ],
  [
    "a trickle with one deploy that hit nothing",
    "keepalive-race",
    observe(trickle((index) => (index === 88 ? { moved: true, healthy: 3 } : {}))),
  ],
  [
    "a trickle whose target health was not read",
    "keepalive-race",
    observe(trickle(), { targets: null }),
  ],
  [
    "bursts at changes of targets",
    "deploy",
    observe(bursts((index) => (index === 39 || index === 131 ? { moved: true, healthy: 3 } : {}))),
  ],
  [
    "bursts at changes of targets that refuse connections",
    "deploy",
    observe(
      bursts((index) =>
        index === 40 || index === 130 ? { moved: true, healthy: 3, connectionErrors: 9 } : {},
      ),
    ),
  ],
  ["bursts with no change of targets", "unclear", observe(bursts(() => ({})))],
  [
    "several failures at once every quarter of an hour",
    "unclear",
    observe(minutes(180, (index) => ({ failures502: index % 15 === 4 ? 4 : 0 }))),
  ],
  [
    "bursts at two scale-ins, after each of which the number of targets stays another",
    "deploy",
    observe(
      bursts((index) => ({
        healthy: index < 40 ? 4 : index < 130 ? 3 : 2,
        moved: index === 40 || index === 130,
        connectionErrors: index === 40 || index === 130 ? 9 : 0,
      })),
    ),
  ],
  [
    "failures from when on a target fails its health checks",
    "targets-down",
    observe(
      minutes(180, (index) =>
        index < 150 ? {} : { failures502: 2, healthy: 3, unhealthy: 1, moved: index === 150 },
      ),
      { targets: [target("healthy"), target("unhealthy")] },
    ),
  ],
  [
    "no healthy target now",
    "targets-down",
    observe(trickle(), { targets: [target("unhealthy"), target("unhealthy")] }),
  ],
  [
    "503s without a request that reached a target",
    "targets-down",
    observe(
      minutes(60, () => ({ requests: null, failures502: null, failures503: 20 })),
      {
        targets: [],
      },
    ),
  ],
  [
    "failures that match refused connections",
    "connect-refused",
    observe(trickle((index) => (failing(index) ? { connectionErrors: 1 } : {}))),
  ],
  [
    "connection errors without a 502",
    "connect-refused",
    observe(
      minutes(180, (index) => (index % 20 === 0 ? { connectionErrors: 1, failures504: 1 } : {})),
    ),
  ],
  [
    "failures of which a third match refused connections",
    "unclear",
    observe(
      trickle((index) => (failing(index) && index % 30 === 3 ? { connectionErrors: 1 } : {})),
    ),
  ],
  [
    "failures that match failed TLS handshakes",
    "tls",
    observe(trickle((index) => (failing(index) ? { tlsErrors: 2 } : {}))),
  ],
  [
    "the application's own errors and no 502",
    "target-error",
    observe(minutes(180, (index) => (index % 9 === 0 ? { target5xx: 2 } : {}))),
  ],
  [
    "an application that fails at the same times",
    "target-error",
    observe(trickle((index) => (failing(index) ? { target5xx: 12 } : {}))),
  ],
  ["502s in front of Lambda functions", "target-error", observe(trickle(), { groups: lambda })],
  ["requests without failures", "quiet", observe(minutes(180))],
  [
    "no datapoint at all",
    "no-traffic",
    observe(minutes(60, () => ({ requests: null, failures502: null }))),
  ],
  [
    "two failures",
    "too-few",
    observe(minutes(180, (index) => (index % 90 === 5 ? { failures502: 1 } : {}))),
  ],
  ["an outage", "unclear", observe(trickle(() => ({ failures502: 300 })))],
  [
    "failures at times whose connection errors were not read",
    "unclear",
    observe(trickle(() => ({ connectionErrors: null }))),
  ],
  [
    "failures at times when responses become slow",
    "unclear",
    observe(trickle((index) => (failing(index) ? { p99: 9 } : {}))),
  ],
  [
    "504s only",
    "unclear",
    observe(minutes(180, (index) => (index % 9 === 0 ? { failures504: 1 } : {}))),
  ],
  [
    "the targets' own 5xx in a trickle behind a proxy that keeps connections for too long",
    "inner-hop-race",
    observe(ownTrickle, { path: proxied ?? [] }),
  ],
  [
    "the same behind a proxy in the right order",
    "target-error",
    observe(ownTrickle, { path: inRightOrder ?? [] }),
  ],
  ["the same where nobody described the path", "target-error", observe(ownTrickle)],
  [
    "the same behind a proxy where nobody knows when the server closes",
    "target-error",
    observe(ownTrickle, { path: behindProxy({ how: "unknown" }) }),
  ],
  [
    "the same behind a proxy by a thin margin",
    "target-error",
    observe(ownTrickle, { path: behindProxy({ how: "read", seconds: 65 }) }),
  ],
  [
    "the application's own errors in bursts behind such a proxy",
    "target-error",
    observe(
      minutes(180, (index) => ({ target5xx: index === 40 || index === 130 ? 9 : 0 })),
      { path: proxied ?? [] },
    ),
  ],
  ["a 504 and nothing else", "too-few", observe(once({ failures504: 1 }))],
  ["two 503s and nothing else", "too-few", observe(once({ failures503: 2 }))],
  ["two errors of the application and nothing else", "too-few", observe(once({ target5xx: 2 }))],
  ["a connection that could not be opened", "too-few", observe(once({ connectionErrors: 1 }))],
  ["TLS that fails without a 502", "tls", observe(trickle(handshakes))],
  ["nothing that failed, and no count of the newest minutes", "unclear", observe(late)],
  ["502s in front of gRPC targets", "unclear", observe(trickle(), { groups: grpc })],
  [
    "bursts five minutes after targets were deregistered",
    "deploy",
    observe(bursts((index) => (index === 35 || index === 125 ? { moved: true } : {}))),
  ],
  [
    "failures while targets come and go all the time",
    "unclear",
    observe(trickle((index) => ({ moved: index % 5 === 0 }))),
  ],
];
