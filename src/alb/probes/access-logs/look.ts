import { availableParallelism } from "node:os";
import { failureSentence } from "../../../aws/aws-problem.ts";
import { windowLengthMs } from "../../../aws/metric-window.ts";
import { formatBytes, formatWhole } from "../../../language/amounts.ts";
import { fileIntervalSeconds } from "../../access-logs/find-log-files.ts";
import { objectSource } from "../../access-logs/log-bucket.ts";
import { type LogsReading, type ReadProgress, readLogs } from "../../access-logs/read-logs.ts";
import type { AlbLook, LookInputs } from "../define-probe.ts";
import { askAthena } from "./ask-athena.ts";
import type { BalancerLogs } from "./balancer-logs.ts";
import { differentialByLogs } from "./causes-by-logs.ts";
import { besideLogs, readCounted } from "./cloudwatch-counts.ts";
import { logsEvidence } from "./evidence.ts";
import { type ListedLogs, listBalancerLogs, type WholeStretch } from "./list-files.ts";
import { type Logging, readLogPlace } from "./log-place.ts";
import { logsNotDelivered, logsOff } from "./no-logs.ts";
import type { accessLogs } from "./probe.ts";
import { logQueries } from "./shell-queries.ts";

/** The newest part where they are too many. Files go through a temporary folder, never through memory as a whole. */
export const look: AlbLook<typeof accessLogs> = async (given) => {
  const { facts, options, unrecorded: account, signal } = given;
  const now = given.now();
  const place = await readLogPlace(given.account, facts.loadBalancer, signal);
  if (place.kind === "off") return logsOff(place.balancer, account.region, now);
  const stretch = { from: (now - windowLengthMs(facts.window)) / 1_000, to: now / 1_000 };
  given.report({ says: "Listing the files of access logs", share: 0 });
  const most = (options.logsMegabytes ?? 2_000) * 1e6;
  const listed = await listBalancerLogs(account, place, stretch, most, signal);
  const queries = logQueries(account.region, place, listed, { ...options, stretch });
  if (listed.objects.length === 0) return { ...logsNotDelivered(place, now), queries };
  const evidence = logsEvidence(await read({ place, stretch, listed }, given));
  // What the logs say of what the metrics said before.
  const rulings = differentialByLogs(given.run.visits, evidence);
  return { ...evidence, rulings: rulings.length > 0 ? rulings : null, queries };
};

interface Parts {
  readonly place: Logging;
  readonly stretch: WholeStretch;
  readonly listed: ListedLogs;
}

async function read(parts: Parts, given: LookInputs<typeof accessLogs>): Promise<BalancerLogs> {
  const { place, listed } = parts;
  const { account, options, signal, now } = given;
  const asked = await byAthena(parts, given);
  const reading = typeof asked === "object" ? asked : await byFiles(parts, given);
  const covered = coveredBy(reading, parts);
  const { from, to } = covered;
  const { idleTimeoutSeconds } = place;
  const common = { reading, from, to, wanted: parts.stretch, all: listed.all, idleTimeoutSeconds };
  const source = sourceOf(reading, place);
  const troubles = typeof asked === "string" ? [asked] : [];
  try {
    const side = await readCounted(account, place.balancer.arn, covered, {
      ...{ now: now(), options, signal },
    });
    const beside = besideLogs(side, reading.answers, covered);
    return { ...common, ...beside, source, unread: troubles };
  } catch (error) {
    return { ...common, source, moves: [], unread: [...troubles, failureSentence(error)] };
  }
}

/** Asked where the window is more than one look may fetch, for it costs; else undefined. A sentence says why it could not be asked. */
async function byAthena({ place, stretch, listed }: Parts, given: LookInputs<typeof accessLogs>) {
  const { athena: settings } = given.options;
  if (settings === undefined || listed.objects.length === listed.all.files) return undefined;
  const { unrecorded: account } = given;
  const question = { account, settings, loadBalancer: place.elb, stretch, resources };
  return askAthena(question, given);
}

function byFiles({ place, listed }: Parts, given: LookInputs<typeof accessLogs>) {
  const { unrecorded: account, report, signal, now } = given;
  const { objects, from, to } = listed;
  return readLogs(objectSource(account, place.bucket, objects), {
    stretch: { from, to },
    resources,
    signal,
    clock: now,
    onProgress: (progress) => report(told(progress)),
  });
}

/** Of files it is known what they hold; of a table, when its first line was written. */
function coveredBy({ athena, answers }: LogsReading, { listed, stretch }: Parts): WholeStretch {
  if (athena === undefined) return listed;
  const first = (answers.first ?? stretch.to * 1_000) / 1_000;
  return { from: Math.max(stretch.from, first - fileIntervalSeconds), to: listed.to };
}

const sourceOf = ({ athena }: LogsReading, { bucket, folder }: Logging) =>
  athena === undefined
    ? `s3://${bucket}/${folder}`
    : `Athena, ${athena.table}, workgroup ${athena.workgroup}`;

/** What the reading may use beside the bot itself; what does not fit goes to the disk. */
const resources = {
  memoryMegabytes: 512,
  // A core is left to what answers people, and to the service where both share a machine.
  threads: Math.max(1, Math.min(2, availableParallelism() - 1)),
};

/** Before the pace is known, by what a small machine reads in a second. */
const told = (progress: ReadProgress) => ({
  says: saying(progress),
  share: progress.share,
  secondsLeft: Math.ceil(progress.secondsLeft ?? (progress.of - progress.bytes) / usualPace),
});

/** Bytes a second, as stored. */
const usualPace = 11e6;

const saying = ({ doing, bytes, of, lines }: ReadProgress) =>
  doing === "comparing"
    ? `Comparing the 502s among ${formatWhole(lines)} requests with the others`
    : `${formatBytes(bytes)} of ${formatBytes(of)} read, ${formatWhole(lines)} requests`;
