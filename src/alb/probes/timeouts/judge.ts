import type { FindingOf, Offer, Remedy } from "#language";
import { asShown, type IdleAnswer, type ServerAnswer } from "../../fields/field-builders.ts";
import { drawPath } from "../../links/draw-path.ts";
import { formatSeconds } from "../../links/durations.ts";
import { idleTimeoutAttribute } from "../../links/idle-times.ts";
import { type Link, linkNumbers } from "../../links/link.ts";
import type { LinkMargin } from "../../links/link-verdict.ts";
import { worstVerdict } from "../../links/path-finding.ts";
import { pathLinks } from "../../links/path-links.ts";
import { pathPicture } from "../../links/picture.ts";
import { remediesFor } from "../../remedies/for-link.ts";
import type { KnownIdleTimeout } from "../../remedies/idle-timeout.ts";
import type { LookResult } from "../define-probe.ts";
import { timeoutsDetails, timeoutsNextSteps } from "./details.ts";
import { type Gathered, secondsIn } from "./gather.ts";
import type { timeouts } from "./probe.ts";
import { clientKeepAliveAttribute, timeoutsReadings } from "./readings.ts";

/** Compares the timers of the path; pure. What AWS did not tell makes the finding null, with a sentence that says what is missing. */
export function judgeTimeouts(
  gathered: Gathered,
  path: readonly ServerAnswer[],
  marginSeconds: number,
): LookResult<typeof timeouts> & { readonly verdicts: readonly LinkMargin[] } {
  const idleTimeoutSeconds = secondsIn(gathered.attributes, idleTimeoutAttribute);
  const found = pathLinks({ idleTimeoutSeconds, servers: path }, marginSeconds);
  const foreign = foreignTargets(gathered);
  const verdict = foreign ?? verdictOn(gathered, found, idleTimeoutSeconds);
  const judged = foreign === null ? found : [];
  return {
    ...verdict,
    details: timeoutsDetails(gathered, judged).filter(
      (sentence) => !verdict.says.includes(sentence),
    ),
    next: timeoutsNextSteps(gathered, judged),
    unknowns: untold(gathered, judged),
    readings: timeoutsReadings(gathered, found),
    drawing: drawPath(judged),
    picture: pathPicture(found.map(linkNumbers)),
    settings: settingsOf(idleTimeoutSeconds),
    remedies: remediesOf(judged, path, { ...gathered, idleTimeoutSeconds }),
    numbers: {
      albIdleSeconds: idleTimeoutSeconds,
      clientKeepAliveSeconds: secondsIn(gathered.attributes, clientKeepAliveAttribute),
      marginSeconds,
      links: found.map(linkNumbers),
      path,
    },
    facts: gathered,
    verdicts: judged.map((link) => link.verdict),
  };
}

/** What was not read, and the links of which the order or the margin is not known. */
const untold = ({ problems }: Gathered, found: readonly Link[]): readonly string[] => [
  ...problems.map(({ says }) => says),
  ...found.flatMap(({ verdict, marginSeconds, client, server }) => {
    const names = `${server.name} outlives ${client.name}`;
    if (verdict === "unknown") return [`Whether ${names} is not known.`];
    const isBare = verdict === "long-enough" && marginSeconds === null;
    return isBare && server.closes.kind !== "never" && server.closes.kind !== "closes"
      ? [`By how much ${names} is not known.`]
      : [];
  }),
];

const settingsOf = (seconds: number | null) =>
  seconds === null ? null : [{ name: "The load balancer's idle timeout", value: `${seconds} s` }];

/** Where one link alone has to change, its best change says what the path is once it is made. */
function remediesOf(
  found: readonly Link[],
  path: readonly ServerAnswer[],
  balancer: KnownIdleTimeout,
): readonly Remedy[] {
  const each = found.map((link) => remediesFor(link, balancer));
  const [place, ...others] = each.flatMap((some, index) => (some.length > 0 ? [index] : []));
  const all = each.flat();
  const [best, ...rest] = all;
  const link = found[place ?? -1];
  if (best === undefined || link === undefined || others.length > 0) return all;
  const makes = madeBy(link, path, place ?? 0);
  return makes === undefined ? all : [{ ...best, makes }, ...rest];
}

type Judged = {
  readonly finding: FindingOf<typeof timeouts> | null;
  readonly says: string;
  readonly headline?: string;
};

function verdictOn(
  gathered: Gathered,
  found: readonly Link[],
  idleTimeoutSeconds: number | null,
): Judged {
  if (idleTimeoutSeconds === null) return { finding: null, says: notRead(gathered) };
  return worstVerdict(found);
}

/** Targets to which HTTP/1.1 keep-alive does not apply, whatever the timeouts; null when there are others. */
function foreignTargets({ targetGroups }: Gathered): Judged | null {
  const groups = targetGroups ?? [];
  if (groups.length === 0) return null;
  if (groups.every(({ targetType }) => targetType === "lambda")) {
    return { finding: "long-enough", says: onlyLambda };
  }
  if (groups.every(({ protocolVersion }) => isMultiplexed(protocolVersion))) {
    return { finding: "unknown", says: otherProtocol(groups[0]?.protocolVersion ?? "HTTP2") };
  }
  return null;
}

const onlyLambda =
  "Every target is a Lambda function, which has no TCP connection to the load balancer: a keep-alive race is impossible here.";

/** HTTP/2 and gRPC targets answer many requests on one connection. */
const isMultiplexed = (version: string | null) => version === "HTTP2" || version === "GRPC";

const otherProtocol = (version: string) =>
  `The load balancer speaks ${version === "GRPC" ? "gRPC" : "HTTP/2"} to its targets, whose connections have timers of their own: the keep-alive timeouts compared here are those of HTTP/1.1 and decide nothing.`;

function notRead({ attributes, problems, name }: Gathered): string {
  if (attributes !== null) {
    return `${name} has no HTTP idle timeout: it is no Application Load Balancer, and this comparison does not fit it.`;
  }
  const needed = /DescribeLoadBalancer(s|Attributes)$/;
  const problem = problems.find(({ action }) => needed.test(action));
  return `The load balancer's idle timeout could not be read, so the link to it is not judged. ${problem?.says ?? ""}`.trim();
}

/**
 * What a path is once the server of the link at `place` keeps idle connections as long as the link needs; undefined where it is the
 * client side that has to change, for AWS tells its value.
 */
function madeBy(
  { needs, server: { said } }: Link,
  path: readonly ServerAnswer[],
  place: number,
): Offer | undefined {
  if (needs?.kind !== "server-at-least") return undefined;
  const file = said?.how === "read" ? said.where : undefined;
  const where = [asShown, ...(file === undefined ? [] : [file])].join(", ");
  const closes: IdleAnswer = { how: "read", seconds: needs.seconds, where };
  const made = path.map((one, index) => (index === place ? { ...one, closes } : one));
  return { says: formatSeconds(needs.seconds), answers: { path: made } };
}
