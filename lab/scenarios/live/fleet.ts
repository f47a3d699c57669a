import type { TargetResource } from "../../aws/estate.ts";
import type { Manners } from "../fleet.ts";
import { groupArn, zones } from "../names.ts";
import type { RecordedCall } from "../scenario.ts";
import type { LiveTarget, OpenTarget } from "./targets.ts";

/** Real targets that come and go. */
export interface LiveFleet {
  /** Where requests are sent now, and whose health is checked. */
  readonly routed: () => readonly number[];
  readonly checked: () => readonly number[];
  /** As DescribeTargetHealth tells it; `isWell` says it of the port that is checked. */
  readonly targets: (isWell: (port: number) => boolean) => readonly TargetResource[];
  /** Replaces every target, one after the other, each as its manners are then. */
  readonly deploy: () => void;
  readonly setKeepAlive: (milliseconds: number) => void;
  readonly close: () => Promise<void>;
}

export interface LiveFleetOptions {
  readonly open: OpenTarget;
  readonly size: number;
  readonly keepAliveMs: number;
  readonly manners: () => Manners;
  /** Told what CloudTrail records. */
  readonly call: (call: RecordedCall) => void;
}

type Member = LiveTarget & { state: "healthy" | "draining" };

/** Starts the targets. */
export async function openFleet(options: LiveFleetOptions): Promise<LiveFleet> {
  const crowd: Crowd = { members: [], keepAliveMs: options.keepAliveMs };
  const timers = createTimers();
  await Promise.all(Array.from({ length: options.size }, () => join(crowd, options)));
  return {
    routed: () => crowd.members.map(({ port }) => port),
    checked: () =>
      crowd.members.flatMap(({ state, checks }) => (state === "healthy" ? [checks] : [])),
    targets: (isWell) => crowd.members.map((member) => targetOf(member, isWell)),
    deploy: () => {
      for (const [place, old] of crowd.members.entries())
        timers.after(place * eachSeconds, () => void replace(old, crowd, options, timers.after));
    },
    setKeepAlive: (milliseconds) => {
      crowd.keepAliveMs = milliseconds;
      for (const member of crowd.members) member.setKeepAlive(milliseconds);
    },
    close: async () => {
      timers.clear();
      await Promise.all(crowd.members.map((member) => member.close()));
    },
  };
}

interface Crowd {
  members: readonly Member[];
  keepAliveMs: number;
}

async function join(crowd: Crowd, { open }: LiveFleetOptions): Promise<Member> {
  const member: Member = { ...(await open(crowd.keepAliveMs)), state: "healthy" };
  crowd.members = [...crowd.members, member];
  return member;
}

async function replace(
  old: Member,
  crowd: Crowd,
  options: LiveFleetOptions,
  after: (seconds: number, does: () => void) => void,
): Promise<void> {
  options.call(callOf("RegisterTargets", await join(crowd, options)));
  after(startsSeconds, () => {
    old.state = "draining";
    options.call(callOf("DeregisterTargets", old));
    const { preStop, grace } = options.manners();
    after(preStop + Math.min(grace, longestSeconds), () => void old.close());
    after(propagationSeconds, () => {
      crowd.members = crowd.members.filter((one) => one !== old);
    });
  });
}

function createTimers() {
  const timers = new Set<NodeJS.Timeout>();
  return {
    after: (seconds: number, does: () => void) => {
      timers.add(setTimeout(does, seconds * 1_000));
    },
    clear: () => {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

/** Faster than a real deploy, in the same order. */
const eachSeconds = 10;
const startsSeconds = 5;
const propagationSeconds = 4;
const longestSeconds = 30;

const callOf = (name: string, { port }: Member): RecordedCall => ({
  at: Date.now(),
  name,
  by: "pipeline",
  request: { targetGroupArn: groupArn, targets: [{ id: "127.0.0.1", port }] },
});

function targetOf(
  { port, checks, state }: Member,
  isWell: (port: number) => boolean,
): TargetResource {
  const target = { id: "127.0.0.1", port, zone: zones[0] };
  if (state === "draining") {
    return { ...target, state, reason: "Target.DeregistrationInProgress" };
  }
  return isWell(checks)
    ? { ...target, state }
    : { ...target, state: "unhealthy", reason: "Target.FailedHealthChecks" };
}
