import type { Evidence, Json } from "#language";
import type { Run } from "../../../run/run.ts";
import type { AfterChange } from "../../catching/catching.ts";
import type { Count } from "../../counts/poisson.ts";
import { newestOf } from "../earlier.ts";
import { objectIn } from "../json.ts";
import { attemptAt, saidComplete } from "../retest/history.ts";
import { looksAt } from "../retest/own.ts";

/** What was caught before the change, with the aim that a later look has to repeat. */
export interface Control {
  readonly aimed: Count;
  readonly load: number | null;
  readonly idleSeconds: number;
  readonly burst: number;
}

/** The newest catch before the run's last change; null before any change, or where nothing was caught. */
export function controlOf(run: Run): Control | null {
  const changedAt = run.changes.at(-1);
  if (changedAt === undefined) return null;
  const caught = catches(run).filter(
    ({ evidence, at }) => evidence.finding === "caught" && at < changedAt,
  );
  return (
    caught.map(({ evidence }) => controlIn(evidence.numbers)).findLast((one) => one !== null) ??
    null
  );
}

/** What a look after a change is held against; null before the first one. */
export function afterOf(run: Run, control: Control | null): AfterChange | null {
  const start = saidComplete(run)?.at;
  if (start === undefined) return null;
  const earlier = catches(run).flatMap(({ evidence: { numbers } }) =>
    numbers.start === start ? (countIn(numbers.aimed) ?? []) : [],
  );
  return {
    control,
    attempt: attemptAt(run, start, "alb.catch@"),
    earlier: {
      requests: earlier.reduce((all, { requests }) => all + requests, 0),
      failures: earlier.reduce((all, { failures }) => all + failures, 0),
    },
  };
}

/** Seconds after which the backend closes an idle connection: as answered here, measured, seen in logs, or as the timeouts say. */
export function idleSecondsOf(run: Run): number | null {
  const { closes } = run.facts;
  if (typeof closes === "number" && closes > 0) return closes;
  return measured(run) ?? inferred(run) ?? compared(run);
}

const catches = ({ visits }: Run) =>
  visits
    .filter(({ superseded }) => !superseded)
    .flatMap((visit) =>
      looksAt(visit)
        .filter(({ probe }) => probe.startsWith("alb.catch@"))
        .map((evidence) => ({ evidence, at: visit.enteredAt })),
    );

function controlIn(numbers: Evidence["numbers"]): Control | null {
  const { load, idleSeconds, burst } = numbers;
  const aimed = countIn(numbers.aimed);
  if (aimed === null || typeof idleSeconds !== "number" || typeof burst !== "number") return null;
  return { aimed, load: typeof load === "number" ? load : null, idleSeconds, burst };
}

function countIn(json: Json | undefined): Count | null {
  const { k, n } = objectIn(json);
  return typeof k === "number" && typeof n === "number" ? { failures: k, requests: n } : null;
}

/** By the target that closed first when its socket was held. */
function measured(run: Run): number | null {
  const { seconds } = objectIn(newestOf(run.visits, "keepalive.measure")?.numbers.closes);
  return typeof seconds === "number" ? seconds : null;
}

/** By the gap test of access logs. */
function inferred(run: Run): number | null {
  const { seconds } = objectIn(
    objectIn(newestOf(run.visits, "alb.logs")?.numbers.gapHistogram).timeout,
  );
  return typeof seconds === "number" ? seconds : null;
}

/** By the link behind the load balancer, where the server closes first. */
function compared(run: Run): number | null {
  const links = newestOf(run.visits, "alb.timeouts")?.numbers.links;
  const [first] = Array.isArray(links) ? links : [];
  const { serverClosesSeconds } = objectIn(first);
  return typeof serverClosesSeconds === "number" ? serverClosesSeconds : null;
}
