import type { Remedy } from "#language";
import { formatSeconds } from "../links/durations.ts";
import type { Link } from "../links/link.ts";
import { capitalize } from "../links/link-sentence.ts";
import type { Server } from "../links/server.ts";
import { serverNamed } from "../links/servers.ts";
import { diffText, type LineAt } from "./diff.ts";

/** Letting a server keep idle connections longer: its setting, where it was read, and what comes with it. */
export function keepLonger({ client, server }: Link, seconds: number, lineAt?: LineAt): Remedy {
  const known = serverNamed(server.kind ?? "");
  const limit = "seconds" in client.keeps ? client.keeps.seconds : undefined;
  return {
    title: `Let ${server.name} keep idle connections for ${formatSeconds(seconds)}`,
    safety: known?.isScarce === true ? "careful" : "safe",
    says:
      limit === undefined
        ? `${server.name} has to outlive ${client.name}.`
        : `${capitalize(client.name)} keeps them for ${formatSeconds(limit)}, and ${server.name} has to be longer: the same value would still be a race.`,
    lines: diffText(known, seconds, {
      lineAt,
      said: server.said,
      unset: unsetWords(known),
      place: known?.directive ?? `the setting of ${server.name}`,
    }),
    rollOut: known?.rollOut ?? restarts,
    costs: [known?.sideEffect ?? moreOpen, ...capWords(known)],
    source: known?.source ?? "as described",
  };
}

/** A server that hangs up unannounced and has no timeout to set; empty for any other. */
export function announceCloses({ server }: Link): readonly Remedy[] {
  if (server.closes.kind !== "closes") return [];
  const known = serverNamed(server.kind ?? "");
  return [
    {
      title: `Let ${server.name} send Connection: close with each response`,
      safety: "safe",
      says: "Or run it in a mode that keeps connections: a close that is not announced can meet the next request.",
      lines: [],
      rollOut: known?.rollOut ?? restarts,
      costs: known?.sideEffect === undefined ? [] : [known.sideEffect],
      source: known?.source ?? "as described",
    },
  ];
}

/** How most programs take a new value over. */
const restarts =
  "The server reads it at its start only. Deploy it, and let each target drain first: a restart closes idle connections too.";

const moreOpen =
  "More idle connections stay open: a file descriptor and a little memory each, no thread.";

const capWords = (known: Server | undefined): readonly string[] =>
  known?.capSeconds === undefined ? [] : [`It takes at most ${formatSeconds(known.capSeconds)}.`];

function unsetWords(known: Server | undefined): string {
  const seconds = known?.defaultSeconds;
  return typeof seconds === "number"
    ? `not set so far: ${formatSeconds(seconds)} is its default`
    : "not set so far";
}
