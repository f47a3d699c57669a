import { formatSeconds } from "../links/durations.ts";
import type { Link } from "../links/link.ts";
import { serverNamed } from "../links/servers.ts";
import { dropSooner } from "../remedies/proxy-side.ts";
import { safeSecondsBelow } from "./load-balancer-relief.ts";
import type { Relief, Situation } from "./situation.ts";

/** Letting a proxy give up connections before the server behind it does, or keep none where that is too soon. */
export const shortenProxyKeepNow = ({ links }: Situation): readonly Relief[] =>
  inner(links).flatMap((link) => {
    const { client, server } = link;
    if (server.closes.kind !== "seconds") return [];
    const { seconds } = server.closes;
    const lowered = safeSecondsBelow(seconds);
    if (lowered < 1) return [];
    const why = `${server.name} closes idle connections after ${formatSeconds(seconds)}: below that, ${client.name} lets go in time.`;
    return [{ kind: "proxy-side" as const, remedy: dropSooner(link, lowered, why) }];
  });

/** Letting a proxy send a request again that failed on a reused connection, also one that may have been done. */
export const retryOnProxyNow = ({ links }: Situation): readonly Relief[] =>
  inner(links).flatMap(({ client, server }) => {
    const known = serverNamed(client.kind ?? "");
    const retry = known?.upstream?.retry;
    if (retry === undefined) return [];
    const remedy = {
      title: `Let ${client.name} send failed requests to ${server.name} again`,
      safety: "careful" as const,
      says: `${client.name} repeats GET by itself, but no POST. Only where each request may be done twice without harm: a payment or an order may not.`,
      lines: [`# ${client.name}`, `+ ${retry.set}`],
      ...(known?.rollOut === undefined ? {} : { rollOut: known.rollOut }),
      costs: [retry.danger],
      undo: `- ${retry.set}`,
      source: retry.source,
    };
    return [{ kind: "proxy-side" as const, remedy }];
  });

const inner = (links: readonly Link[]) =>
  links.filter(
    ({ client, verdict }) => client.kind !== null && (verdict === "too-short" || verdict === "tie"),
  );
