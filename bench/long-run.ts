import { calmWorld, type Seed, startBot, startedIn } from "./measured/bot.ts";
import { type Measurement, median, rounded } from "./measured/measurement.ts";

const sizes = [10, 1_000, 10_000] as const;
const clicks = 60;

/** What a note costs, from the command to its acknowledgement, in a run that has 10, 1,000 and 10,000 of them. */
export async function benchLongRun(): Promise<Measurement> {
  const taken = new Map<number, number>();
  // The practice workspace is cold at first, which would flatter whatever comes after.
  await noteAt(sizes[0]);
  for (const size of sizes) taken.set(size, await noteAt(size));
  const ms = (size: (typeof sizes)[number]) => taken.get(size) ?? Number.NaN;
  return {
    figures: Object.fromEntries(
      sizes.map((size) => [`note p50 at ${size} events, ms`, rounded(ms(size))]),
    ),
    ratios: { at1000: rounded(ms(1_000) / ms(10)), at10000: rounded(ms(10_000) / ms(10)) },
    aims: [{ of: "at10000", most: 2 }],
    growth: {
      work: "events in a run",
      cost: "a note, ms",
      points: sizes.map((size) => [size, ms(size)]),
    },
    notes: ["Ratios are to a run of 10 events."],
  };
}

async function noteAt(size: number): Promise<number> {
  await using world = await calmWorld(longRun(size));
  const bot = startBot(world);
  try {
    await bot.says("Handrail is listening");
    const ana = world.workspace.as("U0ANA");
    const taken: number[] = [];
    for (let nth = 0; nth < clicks; nth += 1) {
      const asked = performance.now();
      await ana.slash("C0BUSY", `/runbook note Number ${nth}`);
      taken.push(performance.now() - asked);
    }
    // The first one reads the log.
    return median(taken.slice(1));
  } finally {
    await bot.stop();
  }
}

/** Events in one statement; SQLite takes so many values at most. */
const batch = 1_000;

/** One run in the busy channel with so many notes. */
const longRun =
  (size: number): Seed =>
  async ({ commit }) => {
    const at = Date.now();
    const first = startedIn("C0BUSY", "long", at);
    await commit(first);
    for (let from = 0; from < size; from += batch) {
      const events = Array.from(
        { length: Math.min(batch, size - from) },
        (_, nth) => ({ kind: "noted", at, by: "U0ANA", text: `Note ${from + nth}` }) as const,
      );
      const row = { ...first.row, revision: 1 + from + events.length };
      await commit({ row, events, expected: 1 + from, effects: [] });
    }
  };
