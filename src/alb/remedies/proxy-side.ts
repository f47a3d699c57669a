import type { Remedy } from "#language";
import { formatSeconds } from "../links/durations.ts";
import type { Link } from "../links/link.ts";
import { serverNamed } from "../links/servers.ts";
import { diffText, type LineAt } from "./diff.ts";

/** Letting a proxy drop idle connections to the server behind it sooner. `why` is a sentence on why to do that. */
export function dropSooner(
  { client, server }: Link,
  seconds: number,
  why: string,
  lineAt?: LineAt,
): Remedy {
  const known = serverNamed(client.kind ?? "");
  const upstream = known?.upstream;
  const byDefault = upstream?.defaultSeconds;
  const unset =
    typeof byDefault === "number"
      ? `not set so far: ${formatSeconds(byDefault)} is its default`
      : "not set so far";
  return {
    title: `Let ${client.name} drop idle connections to ${server.name} after ${formatSeconds(seconds)}`,
    safety: "safe",
    says: why,
    lines: diffText(upstream, seconds, {
      lineAt,
      said: client.said,
      unset,
      place: upstream?.directive ?? `the setting of ${client.name}`,
    }),
    ...(known?.rollOut === undefined ? {} : { rollOut: known.rollOut }),
    costs: [
      `${client.name} opens a new connection to ${server.name} more often.`,
      ...(upstream?.note === undefined ? [] : [upstream.note]),
    ],
    source: upstream?.source ?? "as described",
  };
}
