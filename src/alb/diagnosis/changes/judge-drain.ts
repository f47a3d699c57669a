import type { FindingOf } from "#language";
import { formatSeconds } from "../../links/durations.ts";
import type { drain } from "../../probes/drain/probe.ts";
import type { Judgement } from "../judgement-shape.ts";

/** The words of the probe alb.drain. */
export type DrainFinding = FindingOf<typeof drain>;

/** How a target leaves, in seconds; null where it is not known. */
export interface Drain {
  /** The longest deregistration_delay.timeout_seconds of the target groups. */
  readonly delay: number | null;
  /** From the signal to stop until the process is killed. */
  readonly grace: number | null;
  /** How long it goes on accepting requests after it was told to stop: a preStop sleep. */
  readonly preStop: number | null;
  /** Whether new targets count as ready only when the load balancer calls them healthy. */
  readonly readinessGate: boolean | null;
  /** Whether idle connections are closed only after their response when the server reloads. */
  readonly closesIdle: boolean | null;
  readonly unread: readonly string[];
}

/** Holds the time that a target has to stop against what the load balancer expects of it. Pure. */
export function judgeDrain(drain: Drain): Omit<Judgement<DrainFinding>, "strength"> {
  const problems = checks.flatMap((check) => check(drain) ?? []);
  const missing = missingIn(drain);
  const finding = problems.length > 0 ? "too-short" : missing.length > 0 ? "unknown" : "fits";
  const [first, ...more] = problems;
  return {
    finding,
    says:
      first ??
      (missing.length > 0
        ? `Not known yet: ${missing.join(", ")}. Press “Change the answers” (⋯).`
        : fits(drain)),
    next: more,
    details: [
      ...(problems.length > 0 && missing.length > 0 ? [`Not known: ${missing.join(", ")}.`] : []),
      ecs,
      ...drain.unread,
    ],
    readings: readingsOf(drain),
  };
}

/** Below this many seconds a load balancer may still send requests to a target that stops already. */
const shortestPreStop = 15;

type Check = (drain: Drain) => string | null;

const checks: readonly Check[] = [
  ({ delay, grace }) =>
    delay === null || grace === null || grace >= delay
      ? null
      : `A target is killed ${formatSeconds(grace)} after it is told to stop, while the load balancer lets its open requests run for up to ${formatSeconds(delay)} (deregistration_delay.timeout_seconds): a request that is cut off is a 502. Raise the grace period, or lower the delay to below it.`,
  ({ grace, preStop }) =>
    grace === null || preStop === null || grace > preStop
      ? null
      : `The preStop wait of ${formatSeconds(preStop)} uses up the whole grace period of ${formatSeconds(grace)}: nothing is left for open requests.`,
  ({ preStop }) =>
    preStop === null || preStop >= shortestPreStop
      ? null
      : `A target stops ${preStop === 0 ? "at once" : `after ${formatSeconds(preStop)}`} when it is told to, while the load balancer still sends requests to it for some seconds. Let it go on for at least ${formatSeconds(shortestPreStop)} first (preStop: sleep).`,
  ({ readinessGate }) =>
    readinessGate === false
      ? "Without a readiness gate, old targets leave before the load balancer calls the new ones healthy. On Kubernetes, label the namespace elbv2.k8s.aws/pod-readiness-gate-inject=enabled."
      : null,
  ({ closesIdle }) =>
    closesIdle === false
      ? "A reload closes idle connections at once, and the next request on one fails. Use the server's graceful way (HAProxy: option idle-close-on-response), or take the target out first."
      : null,
];

const ecs =
  "On Amazon ECS a task is deregistered and drained before it gets SIGTERM: there, compare the longest request with the deregistration delay instead.";

function missingIn({ delay, grace, preStop, readinessGate, closesIdle }: Drain): readonly string[] {
  const parts: readonly (readonly [unknown, string])[] = [
    [delay, "the deregistration delay"],
    [grace, "the grace period"],
    [preStop, "the preStop wait"],
    [readinessGate, "whether there is a readiness gate"],
    [closesIdle, "what a reload does to idle connections"],
  ];
  return parts.flatMap(([value, name]) => (value === null ? [name] : []));
}

const fits = ({ delay, grace, preStop }: Drain) =>
  `A target has ${formatSeconds(grace ?? 0)} to stop, the load balancer's deregistration delay is ${formatSeconds(delay ?? 0)}, and it goes on for ${formatSeconds(preStop ?? 0)} before it stops: that is the right order.`;

function readingsOf({ delay, grace, preStop }: Drain) {
  const said = (label: string, value: number | null, threshold: string) => ({
    label,
    value: value === null ? "not known" : formatSeconds(value),
    threshold,
    source: "stated by a responder",
  });
  return [
    {
      label: "Deregistration delay",
      value: delay === null ? "not read" : formatSeconds(delay),
      source: "deregistration_delay.timeout_seconds",
    },
    said(
      "Grace period",
      grace,
      delay === null ? "≥ the deregistration delay" : `≥ ${formatSeconds(delay)}`,
    ),
    said("preStop wait", preStop, `≥ ${formatSeconds(shortestPreStop)}`),
  ];
}
