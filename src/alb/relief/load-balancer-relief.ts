import { isInverted } from "../diagnosis/pattern/race-share.ts";
import { formatSeconds } from "../links/durations.ts";
import type { Link } from "../links/link.ts";
import { serverNamed } from "../links/servers.ts";
import { remediesFor } from "../remedies/for-link.ts";
import { lowerIdleTimeout } from "../remedies/idle-timeout.ts";
import { stopReuse } from "../remedies/stop-reuse.ts";
import type { Relief, Situation } from "./situation.ts";

/** Letting the load balancer give up before the first server does; nothing where it does already or no value is known. */
export function lowerIdleTimeoutNow({
  balancer,
  links,
  inferredSeconds,
}: Situation): readonly Relief[] {
  const known = closesAfter(links[0]) ?? inferredSeconds;
  const { idleTimeoutSeconds } = balancer;
  if (known === null || idleTimeoutSeconds === null) return [];
  const lowered = safeSecondsBelow(known);
  if (lowered < 1 || idleTimeoutSeconds <= lowered) return [];
  const who = links[0]?.server.name ?? "The backend";
  const how = closesAfter(links[0]) === null ? " by the gaps in the access logs" : "";
  const why = `${who} closes idle connections after ${formatSeconds(known)}${how}, and the load balancer keeps them for ${formatSeconds(idleTimeoutSeconds)}: below the first it lets go in time.`;
  const remedy = lowerIdleTimeout(lowered, balancer, why);
  return [{ kind: "lower-idle-timeout", remedy }];
}

/** The longest whole seconds that leave some room before a server closes: a fifth of its time, between 1 and 10 s. */
export const safeSecondsBelow = (closes: number): number =>
  Math.floor(closes - Math.min(10, Math.max(1, closes / 5)));

function closesAfter(link: Link | undefined): number | null {
  const closes = link?.server.closes;
  return closes?.kind === "seconds" ? closes.seconds : null;
}

/** Letting each server that closes first wait longer, as soon as that can be rolled out. */
export const raiseServersNow = ({ links, balancer }: Situation): readonly Relief[] =>
  links.flatMap((link) => {
    if (link.needs?.kind !== "server-at-least" || link.verdict === "unknown") return [];
    const [raise] = remediesFor(link, balancer);
    if (raise === undefined) return [];
    const says = `${raise.says} It is also what stays: it relieves as soon as it is rolled out.`;
    return [{ kind: "raise-backend" as const, remedy: { ...raise, says } }];
  });

/** Letting the first server use each connection once, where it can be told to. */
export function stopReuseNow({ links, balancer, groups }: Situation): readonly Relief[] {
  const [link] = links;
  const server = serverNamed(link?.server.kind ?? "");
  if (link === undefined || server === undefined || !isInverted(link)) return [];
  const healthy = groups.flatMap(({ targets }) => targets).filter(({ isHealthy }) => isHealthy);
  const load = {
    requestsPerSecond: balancer.responses?.busiest ?? null,
    targets: healthy.length,
    isTls: groups.some(({ protocol }) => protocol === "HTTPS"),
  };
  const remedy = stopReuse(link, server, load);
  return remedy === null ? [] : [{ kind: "stop-reuse", remedy }];
}
