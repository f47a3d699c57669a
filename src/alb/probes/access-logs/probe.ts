import { availableParallelism } from "node:os";
import type { Evidence } from "#language";
import { type Account, recording } from "../../../aws/account.ts";
import { costReadings } from "../../../aws/cost.ts";
import { reasonOf } from "../../../aws/unreadable.ts";
import { lengthOf, type MetricOptions } from "../../../aws/window.ts";
import type { Look, ProbeContext } from "../../../engine/ports.ts";
import { grouped, size } from "../../../language/amounts.ts";
import type { Run } from "../../../run/run.ts";
import { objectSource } from "../../access-logs/bucket.ts";
import { interval } from "../../access-logs/files.ts";
import type { Progress } from "../../access-logs/progress.ts";
import { type Reading, readLogs } from "../../access-logs/read.ts";
import type { LoadBalancerRef } from "../../fields/builders.ts";
import { unread } from "../signatures.ts";
import { type AthenaSettings, askAthena, isForAthena } from "./athena.ts";
import { besideLogs, readCounted } from "./counted.ts";
import { differentialOf } from "./differential.ts";
import { logsEvidence, type Read } from "./evidence.ts";
import { type ListedLogs, listBalancerLogs, type WholeStretch } from "./list.ts";
import { logsOff, notDelivered } from "./missing.ts";
import { logQueries } from "./queries.ts";
import { type LogPlace, readLogPlace } from "./where.ts";

/** What the probe is made of. */
export interface AccessLogsParts {
  readonly accountFor: (loadBalancer: LoadBalancerRef) => Account;
  readonly options: AccessLogsOptions;
}

export interface AccessLogsOptions extends MetricOptions {
  /** The most that one look reads, in megabytes as stored; 2,000 when absent. */
  readonly logsMegabytes?: number;
  /** Who is asked where that is not all; nobody when absent. */
  readonly athena?: AthenaSettings | undefined;
}

/**
 * The probe `alb.logs`: reads the load balancer's access logs of the window, the newest part of them where they are too many, and
 * tells each 502 apart. Files go through a temporary folder, never through memory as a whole. It never rejects.
 */
export function accessLogs({ accountFor, options }: AccessLogsParts): Look {
  return async (context): Promise<Evidence> => {
    const loadBalancer = context.run.facts.loadBalancer as LoadBalancerRef;
    const account = accountFor(loadBalancer);
    const recorded = recording(account);
    const { queries, cost } = recorded;
    const now = context.now();
    try {
      const place = await readLogPlace(recorded.account, loadBalancer, context.signal);
      if (place.kind === "off") return { ...logsOff(place.balancer, account.region, now), queries };
      const stretch = { from: (now - lengthOf(context.run.facts.window)) / 1_000, to: now / 1_000 };
      context.report({ says: "Listing the files of access logs", share: 0 });
      const most = (options.logsMegabytes ?? 2_000) * 1e6;
      const listed = await listBalancerLogs(account, place, stretch, most, context.signal);
      const lines = logQueries(account.region, place, listed, { ...options, stretch });
      if (listed.objects.length === 0)
        return { ...notDelivered(place, now), queries: [...queries, ...lines] };
      const parts = { account, recorded: recorded.account, place, stretch, listed, options };
      const evidence = logsEvidence(await read(parts, context));
      return {
        ...evidence,
        ...besideMetrics(context.run, evidence),
        readings: [...evidence.readings, ...costReadings(cost())],
        numbers: { ...evidence.numbers, cost: { ...cost() } },
        queries: [...queries, ...lines],
      };
    } catch (error) {
      return unread("alb.logs", reasonOf(error), { queries, numbers: { cost: { ...cost() } } });
    }
  };
}

/** What the logs say of what the metrics said before. */
function besideMetrics({ visits }: Run, evidence: Parameters<typeof differentialOf>[1]) {
  const rulings = differentialOf(visits, evidence);
  return rulings.length === 0 ? {} : { rulings };
}

interface Parts {
  /** For S3 and Athena, whose questions are too many to be written down one by one. */
  readonly account: Account;
  readonly recorded: Account;
  readonly place: LogPlace & { readonly kind: "on" };
  readonly stretch: WholeStretch;
  readonly listed: ListedLogs;
  readonly options: AccessLogsOptions;
}

async function read(parts: Parts, context: ProbeContext): Promise<Read> {
  const { recorded, place, listed, options } = parts;
  const { signal, now } = context;
  const asked = await byAthena(parts, context);
  const reading = typeof asked === "object" ? asked : await byFiles(parts, context);
  const covered = coveredBy(reading, parts);
  const { from, to } = covered;
  const { idleTimeoutSeconds } = place;
  const common = { reading, from, to, wanted: parts.stretch, all: listed.all, idleTimeoutSeconds };
  const source = sourceOf(reading, place);
  const troubles = typeof asked === "string" ? [asked] : [];
  try {
    const side = await readCounted(recorded, place.balancer.arn, covered, {
      ...{ now: now(), options, signal },
    });
    const beside = besideLogs(side, reading.answers, covered);
    return { ...common, ...beside, source, unread: troubles };
  } catch (error) {
    return { ...common, source, moves: [], unread: [...troubles, reasonOf(error)] };
  }
}

/** Undefined where Athena need not be asked; a sentence why it could not be. */
async function byAthena(
  { account, place, stretch, listed, options }: Parts,
  context: ProbeContext,
) {
  const { athena: settings } = options;
  if (settings === undefined || !isForAthena(listed)) return undefined;
  const question = { account, settings, loadBalancer: place.elb, stretch, resources };
  return askAthena(question, context);
}

function byFiles({ account, place, listed }: Parts, { report, signal, now }: ProbeContext) {
  const { objects, from, to } = listed;
  return readLogs(objectSource(account, place.bucket, objects), {
    stretch: { from, to },
    resources,
    signal,
    clock: now,
    onProgress: (progress) => report({ says: saying(progress), share: progress.share }),
  });
}

/** Of files it is known what they hold; of a table, when its first line was written. */
function coveredBy({ athena, answers }: Reading, { listed, stretch }: Parts): WholeStretch {
  if (athena === undefined) return listed;
  const first = (answers.first ?? stretch.to * 1_000) / 1_000;
  return { from: Math.max(stretch.from, first - interval), to: listed.to };
}

const sourceOf = ({ athena }: Reading, { bucket, folder }: LogPlace & { readonly kind: "on" }) =>
  athena === undefined
    ? `s3://${bucket}/${folder}`
    : `Athena, ${athena.table}, workgroup ${athena.workgroup}`;

/** What the reading may use beside the bot itself; what does not fit goes to the disk. */
/** A core is left to what answers people, and to the service where both share a machine. */
const resources = {
  memoryMegabytes: 512,
  threads: Math.max(1, Math.min(2, availableParallelism() - 1)),
};

const saying = ({ doing, bytes, of, lines }: Progress) =>
  doing === "comparing"
    ? `Comparing the 502s among ${grouped(lines)} requests with the others`
    : `${size(bytes)} of ${size(of)} read, ${grouped(lines)} requests`;
