import type { Reading } from "#language";
import { formatSeconds } from "../../links/durations.ts";
import { type Idle, idleInWords, idleTimeoutAttribute } from "../../links/idle-times.ts";
import type { Link } from "../../links/link.ts";
import { type Gathered, type GatheredGroup, secondsIn } from "./gather.ts";

/** The attribute of the front side: how long a client's connection may live. */
export const clientKeepAliveAttribute = "client_keep_alive.seconds";

/** Each link against what it needs, then what AWS said, every value with its source. */
export function timeoutsReadings(gathered: Gathered, links: readonly Link[]): readonly Reading[] {
  return [
    ...links.map(linkReading),
    ...attributeReadings(gathered),
    ...responseReadings(gathered),
    ...(gathered.targetGroups ?? []).map(groupReading),
  ];
}

function linkReading({ client, server, needs, verdict }: Link): Reading {
  const wanted =
    needs === null
      ? {}
      : {
          threshold:
            needs.kind === "server-at-least"
              ? `${server.name} at least ${formatSeconds(needs.seconds)}`
              : `${client.name} at most ${formatSeconds(needs.seconds)}`,
        };
  const clientSource = client.kind === null ? "" : `; ${client.name} towards it: ${client.source}`;
  return {
    label: `${client.name} → ${server.name}`,
    value: `${kept(client.keeps)}, ${closed(server.closes)}: ${verdict.replaceAll("-", " ")}`,
    ...wanted,
    source: `${server.name}: ${server.source}${clientSource}`,
  };
}

const kept = (idle: Idle): string =>
  idleInWords(idle, {
    seconds: ({ seconds }) => `kept for ${formatSeconds(seconds)}`,
    "at-least": ({ seconds }) => `kept for at least ${formatSeconds(seconds)}`,
    never: "kept for good",
    closes: "not kept",
    unknown: "kept: unknown",
  });

const closed = (idle: Idle): string =>
  idleInWords(idle, {
    seconds: ({ seconds }) => `closed after ${formatSeconds(seconds)}`,
    "at-least": ({ seconds }) => `closed after ${formatSeconds(seconds)} at the earliest`,
    never: "never closed",
    closes: ({ announced }) => `closed after each response${announced ? "" : ", unannounced"}`,
    unknown: "closed: unknown",
  });

export function attributeReadings({ attributes }: Gathered): readonly Reading[] {
  const source = "elasticloadbalancing:DescribeLoadBalancerAttributes";
  const read = [
    ["Load balancer's idle timeout", idleTimeoutAttribute],
    ["Load balancer's keep-alive towards clients", clientKeepAliveAttribute],
  ] as const;
  return read.flatMap(([label, key]) => {
    const seconds = secondsIn(attributes, key);
    return seconds === null
      ? []
      : [{ label, value: formatSeconds(seconds), source: `${source} ${key}`, aside: true }];
  });
}

/** What a shorter idle timeout of the load balancer is held against. */
export function responseReadings({ responses }: Gathered): readonly Reading[] {
  if (responses === null) return [];
  const { longest, p99, timedOut, over } = responses;
  const source = `TargetResponseTime, HTTPCode_ELB_504_Count over ${over}`;
  const value = (seconds: number | null) =>
    seconds === null ? "not known" : formatSeconds(Number(seconds.toFixed(3)));
  return [
    {
      label: `Responses in ${over}`,
      value: `the longest ${value(longest)}, the highest p99 ${value(p99)}, 504s: ${timedOut ?? "not known"}`,
      source,
    },
  ];
}

function groupReading(group: GatheredGroup): Reading {
  const delay = group.deregistrationDelaySeconds;
  const parts = [
    group.targetType,
    group.protocolVersion,
    group.port === null ? null : `port ${group.port}`,
    delay === null ? null : `deregistration delay ${formatSeconds(delay)}`,
  ];
  return {
    label: `Target group ${group.name}`,
    value: parts.filter((part) => part !== null).join(", "),
    source: "elasticloadbalancing:DescribeTargetGroups, DescribeTargetGroupAttributes",
    aside: true,
  };
}
