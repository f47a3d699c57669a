import { setTimeout as pause } from "node:timers/promises";
import type { Random } from "../../lab/alb/random.ts";
import type { AwsAction, AwsFault } from "../../lab/aws/faults.ts";
import type { WebApiFault } from "../../lab/workspace/index.ts";
import type { Chronicle } from "./chronicle.ts";
import type { Database } from "./database.ts";
import type { World } from "./world.ts";

/** Mean time between faults, in milliseconds: often enough to meet every call, seldom enough that work gets done. */
const betweenMs = 2_000;
/** A database that is down half of the time proves nothing but patience. */
const restartShare = 0.05;

/** Where things go wrong, and where it is written down. */
export interface Sky {
  readonly world: World;
  readonly database: Database;
  readonly chronicle: Pick<Chronicle, "write">;
}

/** Lets something go wrong every now and then until told to stop; each fault is one of a few calls. Resolves with how many. */
export async function keepBad(
  { world, database, chronicle }: Sky,
  random: Random,
  signal: AbortSignal,
): Promise<number> {
  let count = 0;
  while (!signal.aborted) {
    await pause(random.exponential(betweenMs), undefined, { signal }).catch(() => {});
    if (signal.aborted) break;
    count += 1;
    if (database.restart && random.uniform() < restartShare) {
      const how = pick(random, ["halt", "kill"] as const);
      chronicle.write(`the database ends: ${how}`);
      await database.restart(how);
      chronicle.write("the database is back");
    } else chronicle.write(strike(world, random));
  }
  world.workspace.faults.clear();
  world.account.faults.clear();
  openAll(world);
  return count;
}

function shut({ workspace, incidents }: World, random: Random): void {
  const ways = [{ isArchived: true }, { isMember: false }] as const;
  workspace.setChannel(pick(random, incidents).channel, pick(random, ways));
}

/** No channel is archived, and the bot is in all of them. */
function openAll({ workspace, incidents }: World): void {
  for (const { channel } of incidents)
    workspace.setChannel(channel, { isArchived: false, isMember: true });
}

/** What the fault before planned and nobody met is forgotten: else a storm would wait for whoever comes next. */
function strike(world: World, random: Random): string {
  const { workspace, account } = world;
  const { faults, sockets } = workspace;
  openAll(world);
  faults.clear();
  account.faults.clear();
  const few = 1 + random.index(3);
  const kinds: readonly (() => void)[] = [
    () => faults.next(pick(random, posting), { rateLimited: 1 }, 1 + random.index(6)),
    () => faults.next(pick(random, methods), { status: pick(random, [500, 502, 503]) }, few),
    () => faults.next(pick(random, posting), pick(random, halfDone), few),
    () => faults.next(pick(random, posting), pick(random, halfDone), few),
    () => faults.next(pick(random, methods), pick(random, halfDone)),
    () => faults.next(pick(random, posting), { hang: true }),
    () => faults.nextDelivery({ duplicate: true }, 1 + random.index(4)),
    () => faults.nextDelivery({ heldMs: 200 + random.index(1_300) }, few),
    () => faults.dropSockets(),
    () => sockets.disconnect("refresh_requested"),
    () => account.faults.inject(pick(random, actions), pick(random, awsFaults), few),
    () => account.faults.inject(pick(random, actions), "slow", few),
    () => shut(world, random),
    () => shut(world, random),
  ];
  const kind = random.index(kinds.length);
  kinds[kind]?.();
  return `fault ${kind}, up to ${few} times`;
}

const posting = ["chat.postMessage", "chat.update"] as const;

const methods = [
  ...posting,
  "conversations.replies",
  "conversations.history",
  "views.open",
  "response_url",
  "files.getUploadURLExternal",
  "files.completeUploadExternal",
  "upload",
  "users.info",
  "apps.connections.open",
] as const;

const halfDone: readonly WebApiFault[] = [
  { drop: true },
  { dropBefore: true },
  { error: "internal_error" },
  { error: "service_unavailable" },
];

const awsFaults: readonly AwsFault[] = ["throttle", "fail", "hang", "drop"];

const actions: readonly AwsAction[] = [
  "elasticloadbalancing:DescribeLoadBalancers",
  "elasticloadbalancing:DescribeTargetHealth",
  "elasticloadbalancing:DescribeLoadBalancerAttributes",
  "cloudwatch:GetMetricData",
];

/** One of several, each as likely. */
export function pick<Thing>(random: Random, things: readonly Thing[]): Thing {
  const thing = things[random.index(things.length)];
  if (thing === undefined) throw new Error("There is nothing to pick from.");
  return thing;
}
