import { Bench } from "tinybench";
import alb502 from "../flows/alb-502-keepalive.ts";
import { gapPicture } from "../src/alb/gaps/picture.ts";
import type { LinkNumbers } from "../src/alb/links/link.ts";
import { pathPicture } from "../src/alb/links/picture.ts";
import { flowDrawing } from "../src/language/flow-picture.ts";
import type { Chart, Drawing } from "../src/language/picture.ts";
import { createDraw } from "../src/pictures/draw.ts";
import { type Measurement, rounded } from "./measured/measurement.ts";

/** Draws each kind of picture over and over for a second. */
export async function benchPictures(): Promise<Measurement> {
  const draw = createDraw();
  const bench = new Bench({ time: 1_000, warmupTime: 200 });
  const sizes = new Map<string, number>();
  for (const drawing of drawings()) {
    sizes.set(drawing.kind, (await draw(drawing)).length / 1_024);
    bench.add(drawing.kind, async () => void (await draw(drawing)));
  }
  await bench.run();
  const taken = bench.tasks.map(({ name, result }) => ({
    name,
    ms: "latency" in result ? result.latency.p50 : Number.NaN,
  }));
  const all = {
    "slowest picture, ms": rounded(Math.max(...taken.map(({ ms }) => ms))),
    "largest picture, KB": rounded(Math.max(...sizes.values())),
  };
  const each = taken.map(({ name, ms }) => [`${name}, ms`, rounded(ms)]);
  return {
    figures: { ...all, ...Object.fromEntries(each) },
    ratios: {},
    aims: [
      { of: "slowest picture, ms", most: 100 },
      { of: "largest picture, KB", most: 60 },
    ],
    notes: ["Medians, on the bot's main thread as it waits for the picture."],
  };
}

const start = Date.UTC(2026, 10, 27, 1);

const chartFrom = (from: number, every: number): Chart => ({
  from,
  periodSeconds: 60,
  requests: Array.from({ length: 180 }, (_, at) => 1_300 + (at % 9) * 25),
  failures: Array.from({ length: 180 }, (_, at) => Number(at % every === every - 1)),
});

function drawings(): readonly Drawing[] {
  const chart = chartFrom(start, 7);
  const change = start + 180 * 60_000;
  const before = { requests: 252_000, failures: 25, chart };
  const after = { requests: 252_000, failures: 0, chart: chartFrom(change, 1_000) };
  const bins = Array.from({ length: 240 }, (_, bin) => 240 - bin);
  const timeout = { seconds: 5, low: 4.9, high: 5.1 };
  const failures = bins.map((_, bin) => (bin === 20 ? 30 : 0));
  return [
    { kind: "failures", called: "502", ...before, changes: [change] },
    { kind: "comparison", called: "502", before, after, change },
    ...[pathPicture([linkTo("nginx", 75), linkTo("Node.js", 6)])].flatMap((one) => one ?? []),
    ...[
      gapPicture({ binSeconds: 0.25, from: 0, of: 0, failures, controls: bins, timeout }),
    ].flatMap((one) => one ?? []),
    flowDrawing(alb502),
  ];
}

const linkTo = (server: string, seconds: number): LinkNumbers => ({
  ...{ client: "the load balancer", clientKeeps: "seconds", clientKeepsSeconds: 60 },
  ...{ server, serverCloses: "seconds", serverClosesSeconds: seconds },
  ...{ verdict: seconds > 60 ? "long-enough" : "too-short", marginSeconds: seconds - 60 },
  needs: null as unknown as LinkNumbers["needs"],
});
