import { formatSeconds } from "./durations.ts";
import { idleTimeoutAttribute, type Link } from "./links.ts";
import { serverNamed, settingLine } from "./servers.ts";

/** One change that would make a link safe, for a person to make. */
export interface Change {
  readonly side: "server" | "client";
  /** One sentence with the setting and its value. */
  readonly says: string;
  /** The line of configuration or the command, where it is known. */
  readonly line?: string;
  /** What comes with it; a short sentence each. */
  readonly sideEffects: readonly string[];
}

/**
 * The changes that would make a link safe, the best first; empty where it is safe or nothing can be said. `loadBalancerArn`
 * completes the command for the load balancer.
 */
export function changes(link: Link, loadBalancerArn = "<load balancer ARN>"): readonly Change[] {
  const { needs, verdict, server } = link;
  if (needs === null && verdict === "too-short") return silentClose(link);
  if (needs === null || verdict === "unknown") return [];
  if (needs.kind === "client-at-most") {
    return [changeClient(link, needs.seconds, `${whyNotServer(link)} `, loadBalancerArn)];
  }
  const raise = changeServer(link, needs.seconds);
  const margin = needs.seconds - (secondsOf(link.client.keeps) ?? needs.seconds);
  const lowered = Math.floor((secondsOf(server.closes) ?? 0) - margin);
  if (lowered < lowestToOffer) return [raise];
  return [raise, changeClient(link, lowered, "Or, until that is rolled out: ", loadBalancerArn)];
}

/** Below this many seconds a shorter timeout on the client side does more harm than good. */
const lowestToOffer = 10;

/** A server that hangs up unannounced and has no timeout to set. */
function silentClose({ server }: Link): readonly Change[] {
  if (server.closes.kind !== "closes") return [];
  const known = serverNamed(server.kind ?? "");
  return [
    {
      side: "server",
      says: `Let ${server.name} send Connection: close with each response, or run it in a mode that keeps connections.`,
      sideEffects: known?.sideEffect === undefined ? [] : [known.sideEffect],
    },
  ];
}

function changeServer({ client, server }: Link, seconds: number): Change {
  const known = serverNamed(server.kind ?? "");
  const line = known?.set === undefined ? undefined : settingLine(known.set, seconds);
  const how = line === undefined ? "" : `: \`${line}\``;
  const says = `Let ${server.name} keep idle connections for at least ${formatSeconds(seconds)}${how}.`;
  const limit = secondsOf(client.keeps);
  return {
    side: "server",
    says,
    ...(line === undefined ? {} : { line }),
    sideEffects: [
      ...(limit === undefined
        ? []
        : [
            `It has to be longer than ${formatSeconds(limit)}; the same value would still be a race.`,
          ]),
      known?.sideEffect ?? "More idle connections stay open at the same time.",
    ],
  };
}

function changeClient(link: Link, seconds: number, why: string, arn: string): Change {
  return link.client.kind === null
    ? changeLoadBalancer(seconds, why, arn)
    : changeProxy(link, seconds, why);
}

function changeLoadBalancer(seconds: number, why: string, arn: string): Change {
  const line = `aws elbv2 modify-load-balancer-attributes --load-balancer-arn ${arn} --attributes Key=${idleTimeoutAttribute},Value=${seconds}`;
  return {
    side: "client",
    says: `${why}Lower the load balancer's idle timeout to ${formatSeconds(seconds)} or less: \`${line}\`.`,
    line,
    sideEffects: [
      `The idle timeout is also the response timeout: a request that stays silent for ${formatSeconds(seconds)} then fails with a 504.`,
    ],
  };
}

function changeProxy({ client, server }: Link, seconds: number, why: string): Change {
  const upstream = serverNamed(client.kind ?? "")?.upstream;
  const line = upstream?.set === undefined ? undefined : settingLine(upstream.set, seconds);
  const how = line === undefined ? "" : `: \`${line}\` (${upstream?.directive})`;
  return {
    side: "client",
    says: `${why}Let ${client.name} drop idle connections to ${server.name} after at most ${formatSeconds(seconds)}${how}.`,
    ...(line === undefined ? {} : { line }),
    sideEffects: [`${client.name} opens a new connection to ${server.name} more often.`],
  };
}

function whyNotServer({ server, client }: Link): string {
  const cap = serverNamed(server.kind ?? "")?.capSeconds;
  if (client.keeps.kind === "never") {
    return `${client.name} keeps idle connections until the other side closes, so no value on ${server.name} is long enough.`;
  }
  return cap === undefined
    ? `${server.name} has no setting for this.`
    : `${server.name} cannot go above ${formatSeconds(cap)}.`;
}

const secondsOf = (idle: Link["client"]["keeps"]) => ("seconds" in idle ? idle.seconds : undefined);
