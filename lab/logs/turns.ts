import type { Tally } from "../alb/counts.ts";
import type { addressesOf } from "../alb/nodes.ts";
import { createRandom, type Random } from "../alb/random.ts";
import { pickMessage } from "../alb/traffic.ts";
import type { LogEntry } from "./line.ts";

/** A stretch of time that never happened, as its load balancer counted it. Times are seconds, absolute ones since the epoch. */
export interface TurnsOptions {
  readonly from: number;
  readonly binSeconds: number;
  /** The counts of each bin, by zone. */
  readonly bins: readonly { readonly [zone: string]: Pick<Tally, "requests" | "elb502"> }[];
  readonly nodes: ReturnType<typeof addressesOf>;
  readonly targets: readonly string[];
  readonly group: string;
  /** How many connections take turns, over all nodes and targets. */
  readonly slots: number;
  /** When the targets close an idle connection. */
  readonly idleSeconds: number;
  readonly roundTripSeconds: number;
  readonly seed: number;
}

/**
 * Log entries that agree with the counts: as many requests and lost races in each bin and zone. Connections take turns as in
 * the practice load balancer; a lost race comes when its connection has been idle for as long as the targets keep it,
 * less a part of the round trip.
 */
export function* turns(given: TurnsOptions): Generator<LogEntry> {
  const options = { ...given, random: createRandom(given.seed) };
  const zones = Map.groupBy(slotsOf(options), ({ zone }) => zone);
  for (const [place, counts] of options.bins.entries()) {
    const at = options.from + place * options.binSeconds;
    const bin = [...zones].flatMap(([zone, slots]) => binOf(options, at, counts[zone], slots));
    yield* bin.sort((one, other) => one.at - other.at);
  }
}

type Options = TurnsOptions & { readonly random: Random };

/** A place for a connection, and whose it is. */
interface Slot {
  readonly zone: string;
  readonly node: string;
  readonly target: string;
  /** When it was last given back. */
  freeAt: number;
  open: boolean;
  /** It is to lose a race, and until then nothing else happens to it. */
  reserved: boolean;
}

/** By the time it all begins, connections have been idle for up to as long as they live. */
const slotsOf = ({ nodes, targets, slots, from, idleSeconds, random }: Options): Slot[] =>
  Array.from({ length: slots }, (_, index) => {
    const { zone, node } = nodes[index % nodes.length] ?? { zone: "", node: "" };
    const target = targets[Math.floor(index / nodes.length) % targets.length] ?? "";
    const freeAt = from - idleSeconds * random.uniform();
    return { zone, node, target, freeAt, open: true, reserved: false };
  });

function binOf(
  options: Options,
  at: number,
  counts: TurnsOptions["bins"][number][string] | undefined,
  slots: readonly Slot[],
) {
  const { binSeconds, random, idleSeconds } = options;
  const end = at + binSeconds;
  const { requests = 0, elb502 = 0 } = counts ?? {};
  const expiring = slots.filter(({ freeAt, open }) => {
    const over = freeAt + idleSeconds;
    return open && over > at + margin && over < end - margin;
  });
  const losing = drawn(expiring, elb502, random);
  for (const slot of losing) slot.reserved = true;
  const answers = Array.from({ length: requests - losing.length }, () => random.uniform())
    .sort((one, other) => one - other)
    .map((share) => answered(options, at + share * (binSeconds - margin), slots));
  return [...answers, ...losing.map((slot) => lost(options, slot))];
}

/** So many seconds at the end of a bin are left free, so that no response falls into the next. */
const margin = 0.05;

/** What the practice load balancer waits before it sends a request on, and its backend takes. */
const [waited, served] = [0.012, 0.0008];

function answered(options: Options, created: number, slots: readonly Slot[]): LogEntry {
  const { random, roundTripSeconds } = options;
  const slot = freeSlot(slots, created, random);
  const took = roundTripSeconds + served;
  const at = created + waited + took;
  slot.freeAt = at;
  slot.open = true;
  const times = [waited, took, 0] as const;
  return { ...entryOf(options, slot, created), at, times, status: 200, targetStatus: 200 };
}

function lost(options: Options, slot: Slot): LogEntry {
  const { idleSeconds, roundTripSeconds, random } = options;
  const sent = slot.freeAt + idleSeconds - roundTripSeconds * random.uniform();
  const at = sent + roundTripSeconds;
  slot.freeAt = at;
  slot.open = false;
  slot.reserved = false;
  const times = [waited, roundTripSeconds, -1] as const;
  return { ...entryOf(options, slot, sent - waited), at, times, status: 502, targetStatus: null };
}

function entryOf({ group, random }: Options, { node, target }: Slot, created: number) {
  const { method, path } = pickMessage(random);
  const client = `127.0.0.1:${32_768 + random.index(28_000)}`;
  return { created, node, target, group, client, method, path, agent: "-" };
}

/** Most slots are free, so that a few draws find one. */
function freeSlot(slots: readonly Slot[], now: number, random: Random): Slot {
  for (;;) {
    const slot = slots[random.index(slots.length)];
    if (slot && !slot.reserved && slot.freeAt <= now) return slot;
  }
}

function drawn(slots: readonly Slot[], count: number, random: Random): readonly Slot[] {
  const left = [...slots];
  return Array.from({ length: Math.min(count, left.length) }, () =>
    left.splice(random.index(left.length), 1),
  ).flat();
}
