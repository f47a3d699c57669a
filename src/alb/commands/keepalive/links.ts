import type { NamedText, Remedy } from "#language";
import { BadInput } from "../../../run/errors.ts";
import {
  type BalancerIdleTimeout,
  balancerPath,
  chosenIdleTimeout,
  type Judged,
  judgeReadings,
} from "../../configurations/judge-reading.ts";
import { requestPaths, serverAnswers } from "../../configurations/request-paths.ts";
import { createReading } from "../../configurations/time-limit.ts";
import type { ServerAnswer } from "../../fields/field-builders.ts";
import { drawPath } from "../../links/draw-path.ts";
import { parseDuration } from "../../links/durations.ts";
import { type Link, linkNumbers } from "../../links/link.ts";
import { type PathFinding, worstVerdict } from "../../links/path-finding.ts";
import { pathLinks } from "../../links/path-links.ts";
import type { LineAt } from "../../remedies/diff.ts";
import { remediesFor } from "../../remedies/for-link.ts";
import { readNamedFiles } from "./files.ts";
import { parsePath } from "./path.ts";
import { assumedDefault, remedyLines } from "./report.ts";

/** Where the servers behind the load balancer are described. */
export interface PathOptions {
  readonly path?: string;
  readonly config?: readonly string[];
}

export interface LinksOptions extends PathOptions {
  readonly idleTimeout?: string;
  readonly margin: string;
  readonly json?: true;
}

/** The exit code of each finding; 1 is for what could not be done at all. */
const linkExitCodes: { readonly [finding in PathFinding]: number } = {
  "long-enough": 0,
  "too-short": 10,
  tie: 11,
  "thin-margin": 12,
  unknown: 13,
};

/** The path as it is written or as configurations tell; empty where neither was given. Throws BadInput. */
export async function readPathOptions({
  path,
  config,
}: PathOptions): Promise<readonly ServerAnswer[]> {
  if (path !== undefined) return parsePath(path);
  return config === undefined
    ? []
    : serverAnswers(await createReading().read(await readNamedFiles(config)));
}

/** What `handrail keepalive links` prints, and its exit code. Throws BadInput. */
export async function lookAtLinks(options: LinksOptions) {
  const files = options.path === undefined ? await readNamedFiles(options.config ?? []) : [];
  const readings = await createReading().read(files);
  const paths = options.path === undefined ? requestPaths(readings) : [parsePath(options.path)];
  if (paths.length === 0) throw new BadInput(options.config === undefined ? nothing : noServer);
  const idleTimeout = secondsOption("--idle-timeout", options.idleTimeout);
  const balancer = chosenIdleTimeout(readings, idleTimeout);
  const margin = secondsOption("--margin", options.margin);
  const drawn = paths.map((servers) => pathLinks({ ...balancerPath(balancer), servers }, margin));
  const found = withoutRepeated(drawn);
  const judged = judgeReadings(readings, balancer);
  const { finding, says } = proven(worstVerdict(found), found, judged, balancer);
  const { seconds, isAssumed } = balancer;
  const parts = {
    arn: null,
    idleTimeoutSeconds: isAssumed ? null : seconds,
    tags: null,
    responses: null,
  };
  const remedies = found.flatMap((link) => remediesFor(link, parts, ownLine(files)));
  const lines = options.json
    ? [JSON.stringify({ finding, says, links: found.map(linkNumbers), remedies }, null, 2)]
    : textOf(drawn, says, remedies);
  return { lines, exitCode: linkExitCodes[finding] };
}

const textOf = (
  drawn: readonly (readonly Link[])[],
  says: string,
  remedies: readonly Remedy[],
): readonly string[] => [
  ...drawn.flatMap((found) => [...drawPath(found), ""]),
  says,
  ...(remedies.length > 0 ? [""] : []),
  ...remedyLines(remedies),
];

/** Services side by side share the proxies before them: each link once. */
function withoutRepeated(drawn: readonly (readonly Link[])[]): readonly Link[] {
  const [first = [], ...more] = drawn;
  const own = more.map((found) =>
    found.filter(
      ({ server }, index) =>
        server.kind !== first[index]?.server.kind || server.kind === found.at(-1)?.server.kind,
    ),
  );
  return [...first, ...own.flat()];
}

/** An order that is right only by a default, a part of a configuration or an assumption is not known to be right. */
function proven(
  { finding, says }: { finding: PathFinding; says: string },
  found: readonly Link[],
  judged: readonly Judged[],
  balancer: BalancerIdleTimeout,
): { finding: PathFinding; says: string } {
  if (finding !== "long-enough" && finding !== "thin-margin") {
    return { finding, says: balancer.isAssumed ? `${says} ${assumedDefault}` : says };
  }
  const doubtful = judged.filter(({ standing }) => standing === "unproven");
  const isCompared = found.some(
    ({ client, server }) => client.kind === null && "seconds" in server.closes,
  );
  const why = [
    ...(judged.some(({ standing }) => standing === "unrecognised") ? [notUnderstood] : []),
    ...(doubtful.some(({ reading }) => reading.byDefault) ? [byDefault] : []),
    ...new Set(doubtful.flatMap(({ reading }) => reading.unless ?? [])),
    ...(balancer.isAssumed && isCompared ? [assumedDefault] : []),
  ];
  return why.length === 0
    ? { finding, says }
    : { finding: "unknown", says: [says, ...why].join(" ") };
}

const notUnderstood =
  "A file was not understood, and what stands in it may hold instead: `handrail keepalive read` names it.";
const byDefault =
  "Nothing in the files sets it: it is a default, which holds only as long as nothing elsewhere does.";

/** The seconds that were typed; undefined where the option was not given. Throws BadInput. */
export function secondsOption(option: string, typed: string): number;
export function secondsOption(option: string, typed: string | undefined): number | undefined;
export function secondsOption(option: string, typed: string | undefined): number | undefined {
  if (typed === undefined) return undefined;
  const duration = parseDuration(typed, "s", "never");
  if (duration.kind === "seconds") return duration.seconds;
  throw new BadInput(`${option} ${typed} is no time. Write seconds, such as 60 or 60s.`);
}

const nothing =
  "Describe the servers behind the load balancer: --path nginx=75s/60s,node-20=5s, or their configurations with --config.";
const noServer =
  "No server was recognised in those files. `handrail keepalive read` says what was read of each.";

/** The line of a given file by "file:line", without the spaces around it; undefined for any other place. */
function ownLine(files: readonly NamedText[]): LineAt {
  return (where) => {
    const [, name, line] = /^(.{1,4000}):(\d{1,9})$/s.exec(where) ?? [];
    const text = files.find((file) => file.name === name)?.text;
    return text?.split("\n")[Number(line) - 1]?.trim().slice(0, longestLine);
  };
}

const longestLine = 300;
