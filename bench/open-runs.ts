import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import type { Workspace } from "../lab/workspace/index.ts";
import { calmWorld, openRuns, quietChannels, startBot } from "./measured/bot.ts";
import { type Measurement, median, rounded } from "./measured/measurement.ts";

const notes = 40;
/** What any start loads and asks once is over by then: SDKs, the inventory, the doctor. In milliseconds. */
const settledMs = 10_000;
const windowMs = 15_000;

/**
 * The bot as a process with 0, 1,000 and 10,000 open runs whose cards are still to be posted: the time until it listens, what a
 * note costs from the command to its acknowledgement, its memory, and the share of a core that it takes from ten seconds after.
 */
export async function benchOpenRuns(most = 10_000): Promise<Measurement> {
  await measured(0);
  const [none, some, many] = [await measured(0), await measured(1_000), await measured(most)];
  const figures = Object.fromEntries(
    Object.entries({ 0: none, 1000: some, [most]: many }).flatMap(([runs, seen]) =>
      Object.entries(seen).map(([name, value]) => [`${name}, ${runs} open runs`, rounded(value)]),
    ),
  );
  const ratios = {
    ready: rounded(many["ready ms"] / none["ready ms"]),
    memory: rounded(many["memory MB"] / none["memory MB"]),
    note: rounded(many["note p50 ms"] / none["note p50 ms"]),
  };
  const aims = [
    ...Object.keys(ratios).map((of) => ({ of, most: 1.5 })),
    { of: `core %, ${most} open runs`, most: 5 },
  ];
  const ready = (seen: typeof none) => seen["ready ms"];
  const growth = {
    work: "open runs",
    cost: "start to ready, ms",
    points: [
      [0, ready(none)],
      [1_000, ready(some)],
      [most, ready(many)],
    ] as const,
  };
  return { figures, ratios, aims, growth, notes: [`Ratios are of ${most} open runs to none.`] };
}

async function measured(runs: number) {
  await using world = await calmWorld(openRuns(runs));
  const began = performance.now();
  const bot = startBot(world);
  try {
    await bot.says("Handrail is listening");
    const ready = performance.now() - began;
    await pause(settledMs);
    const core = await coreOver(bot.pid, windowMs, () => pause(windowMs));
    const note = await notesBy(world.workspace);
    const memory = memoryOf(bot.pid);
    return {
      "ready ms": ready,
      "note p50 ms": note,
      "memory MB": memory,
      "core %": 100 * core,
    };
  } finally {
    await bot.stop();
  }
}

async function notesBy(workspace: Workspace): Promise<number> {
  const ana = workspace.as("U0ANA");
  const taken: number[] = [];
  for (let nth = 0; nth < notes; nth += 1) {
    const asked = performance.now();
    await ana.slash(quietChannels[nth % quietChannels.length] ?? "", `/runbook note Number ${nth}`);
    taken.push(performance.now() - asked);
  }
  return median(taken);
}

/** The resident memory of a process, in MB. */
const memoryOf = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1_024;

/** The share of one core that a process takes meanwhile, as Linux counts it. */
async function coreOver(pid: number, ms: number, work: () => Promise<unknown>): Promise<number> {
  const before = cpuMs(pid);
  await work();
  return (cpuMs(pid) - before) / ms;
}

/** User and system time of a process so far, in milliseconds: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
