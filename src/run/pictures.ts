import type { Evidence, Json } from "#language";
import type {
  Chart,
  ComparisonDrawing,
  Drawing,
  DrawnIdle,
  DrawnLink,
  LinkVerdict,
  Side,
} from "../language/picture.ts";
import type { Run, Visit } from "./run.ts";
import { evidencesOf } from "./stay.ts";

/** What the evidence of a visit looks like; nothing where there is nothing to see. Needs only what survives pruning. */
export function picturesOf(run: Run, { evidence }: Visit): readonly Drawing[] {
  if (evidence === undefined) return [];
  const drawing = drawers[evidence.probe.split("@")[0] ?? ""]?.(run, evidence.numbers);
  return drawing === undefined ? [] : [drawing];
}

/** Before and after as the newest look that compared them saw it; undefined where none did. */
export function newestComparison(run: Run): ComparisonDrawing | undefined {
  const drawn = run.visits
    .filter(({ superseded }) => !superseded)
    .flatMap((visit) => picturesOf(run, visit));
  return drawn.findLast((one): one is ComparisonDrawing => one.kind === "comparison");
}

type Numbers = Evidence["numbers"];
type Drawer = (run: Run, numbers: Numbers) => Drawing | undefined;

const drawers: { readonly [probe: string]: Drawer } = {
  "alb.pattern": failuresIn,
  "alb.timeouts": pathIn,
  "alb.retest": comparisonIn,
  "alb.logs": gapsIn,
};

function failuresIn(run: Run, numbers: Numbers): Drawing | undefined {
  const chart = chartIn(numbers.chart);
  const { requests, failures502: failures } = numbers;
  // A picture of zeros says less than the sentence beside it.
  if (chart === undefined || typeof requests !== "number" || typeof failures !== "number") return;
  return failures === 0
    ? undefined
    : { kind: "failures", chart, requests, failures, changes: run.changes };
}

function pathIn(_run: Run, numbers: Numbers): Drawing | undefined {
  const links = listIn(numbers.links).flatMap(linkIn);
  return links.length === 0 ? undefined : { kind: "path", links };
}

/** The chart of the time before is kept with the retest that counted it first. */
function comparisonIn(run: Run, numbers: Numbers): Drawing | undefined {
  const looks = run.visits.filter(({ superseded }) => !superseded).flatMap(evidencesOf);
  const charts = looks.flatMap((look) => chartIn(at(look.numbers.charts, "before")) ?? []);
  const own = chartIn(at(numbers.charts, "before"));
  const before = sideIn(numbers.before, own ?? charts[0]);
  const after = sideIn(numbers.after, chartIn(at(numbers.charts, "after")));
  if (before === undefined || after === undefined || after.requests === 0) return undefined;
  return { kind: "comparison", before, after, change: after.chart.from };
}

function gapsIn(_run: Run, { gapHistogram }: Numbers): Drawing | undefined {
  const [binSeconds, from] = [at(gapHistogram, "binSeconds"), at(gapHistogram, "from")];
  const failures = listIn(at(gapHistogram, "failures")).filter(isNumber);
  const controls = listIn(at(gapHistogram, "controls")).filter(isNumber);
  if (!isNumber(binSeconds) || !isNumber(from) || !failures.some((count) => count > 0)) return;
  const timeout = timeoutIn(at(gapHistogram, "timeout"));
  const of = at(gapHistogram, "of");
  const looked = isNumber(of) && of > 0 ? { of } : {};
  return { kind: "gaps", binSeconds, from, failures, controls, timeout, ...looked };
}

function timeoutIn(json: Json | undefined) {
  const [seconds, low, high] = ["seconds", "low", "high"].map((key) => at(json, key));
  return isNumber(seconds) && isNumber(low) && isNumber(high) ? { seconds, low, high } : null;
}

function sideIn(json: Json | undefined, chart: Chart | undefined): Side | undefined {
  const [failures, requests] = [at(json, "k"), at(json, "n")];
  if (chart === undefined || !isNumber(failures) || !isNumber(requests)) return undefined;
  return { failures, requests, chart };
}

function chartIn(json: Json | undefined): Chart | undefined {
  const [from, periodSeconds] = [at(json, "from"), at(json, "periodSeconds")];
  const [requests, failures] = [at(json, "requests"), at(json, "failures502")].map(countsIn);
  if (!isNumber(from) || !isNumber(periodSeconds) || !requests || !failures?.length) return;
  return { from, periodSeconds, requests, failures };
}

const countsIn = (json: Json | undefined): readonly (number | null)[] =>
  listIn(json).map((one) => (isNumber(one) ? one : null));

function linkIn(json: Json): readonly DrawnLink[] {
  const [client, server, verdict] = ["client", "server", "verdict"].map((key) => at(json, key));
  if (typeof client !== "string" || typeof server !== "string" || !isVerdict(verdict)) return [];
  return [
    {
      client,
      server,
      verdict,
      keeps: idleIn(at(json, "clientKeeps"), at(json, "clientKeepsSeconds")),
      closes: idleIn(at(json, "serverCloses"), at(json, "serverClosesSeconds")),
    },
  ];
}

const verdicts: readonly LinkVerdict[] = [
  "too-short",
  "tie",
  "thin-margin",
  "long-enough",
  "unknown",
  "no-reuse",
];
const isVerdict = (json: Json | undefined): json is LinkVerdict =>
  verdicts.some((verdict) => verdict === json);

function idleIn(kind: Json | undefined, seconds: Json | undefined): DrawnIdle {
  if ((kind === "seconds" || kind === "at-least") && isNumber(seconds)) return { kind, seconds };
  return kind === "never" || kind === "closes" ? { kind } : { kind: "unknown" };
}

const isNumber = (json: Json | undefined): json is number => typeof json === "number";

const listIn = (json: Json | undefined): readonly Json[] => (Array.isArray(json) ? json : []);

function at(json: Json | undefined, key: string): Json | undefined {
  if (typeof json !== "object" || json === null || Array.isArray(json)) return undefined;
  return (json as { readonly [key: string]: Json })[key];
}
