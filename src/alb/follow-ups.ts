import { formatSeconds } from "./links/durations.ts";

/**
 * What can be told of a load balancer:
 * - alarm: an alarm watches its 5xx, and tells someone
 * - idle-timeout: its idle timeout is the one that the run agreed on
 * - access-logs: it writes access logs
 */
export type FollowUpCheck = "alarm" | "idle-timeout" | "access-logs";

/** What was read of a load balancer that follow-ups ask for; `unread` says why where it could not be. */
export interface FollowUpObservation {
  readonly alarms: readonly WatchingAlarm[] | Unread;
  /** idle_timeout.timeout_seconds now. */
  readonly idleSeconds: number | Unread;
  /** The idle timeout that the run agreed on; null where it never read one. */
  readonly agreedSeconds: number | null;
  readonly logs: { readonly enabled: boolean; readonly bucket: string } | Unread;
}

export interface Unread {
  readonly unread: string;
}

/** An alarm on the load balancer's 5xx, and whether it tells anyone. */
export interface WatchingAlarm {
  readonly name: string;
  readonly metric: string;
  readonly tells: boolean;
}

/** One follow-up: whether it is done, and what that is known from; null: it could not be read. */
export interface FollowUpRead {
  readonly check: FollowUpCheck;
  readonly holds: boolean | null;
  readonly says: string;
}

/** What AWS shows of the follow-ups. Pure. */
export const judgeFollowUps = (seen: FollowUpObservation): readonly FollowUpRead[] => [
  { check: "alarm", ...alarm(seen.alarms) },
  { check: "idle-timeout", ...idle(seen.idleSeconds, seen.agreedSeconds) },
  { check: "access-logs", ...logs(seen.logs) },
];

type Said = Omit<FollowUpRead, "check">;

const isUnread = (value: object | number): value is Unread =>
  typeof value === "object" && "unread" in value;

function alarm(alarms: FollowUpObservation["alarms"]): Said {
  if (isUnread(alarms)) return { holds: null, says: alarms.unread };
  const telling = alarms.find(({ tells }) => tells);
  if (telling !== undefined)
    return { holds: true, says: `The alarm ${telling.name} watches ${telling.metric}.` };
  const [silent] = alarms;
  if (silent !== undefined)
    return {
      holds: false,
      says: `The alarm ${silent.name} watches ${silent.metric}, but it has no action that tells anyone.`,
    };
  return { holds: false, says: noAlarm };
}

const noAlarm =
  "No CloudWatch alarm watches the load balancer's own 5xx or 502s. One on an expression, or outside of CloudWatch, is not found here.";

function idle(now: FollowUpObservation["idleSeconds"], agreed: number | null): Said {
  if (typeof now !== "number") return { holds: null, says: now.unread };
  const is = `The idle timeout is ${formatSeconds(now)} (idle_timeout.timeout_seconds)`;
  if (agreed === null)
    return {
      holds: null,
      says: `${is}. This run did not read it before, so there is nothing to compare with.`,
    };
  return now === agreed
    ? { holds: true, says: `${is}, as when this run compared the timeouts.` }
    : { holds: false, says: `${is}; it was ${formatSeconds(agreed)} in this run.` };
}

function logs(seen: FollowUpObservation["logs"]): Said {
  if (isUnread(seen)) return { holds: null, says: seen.unread };
  return seen.enabled
    ? { holds: true, says: `Access logs go to the bucket ${seen.bucket} (access_logs.s3.enabled).` }
    : { holds: false, says: "Access logs are off (access_logs.s3.enabled is false)." };
}
