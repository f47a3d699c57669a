import { performance } from "node:perf_hooks";
import alb502 from "../flows/alb-502-keepalive.ts";
import { gapPicture } from "../src/alb/gaps/picture.ts";
import type { LinkNumbers } from "../src/alb/links/link-numbers.ts";
import { pathPicture } from "../src/alb/links/picture.ts";
import { flowDrawing } from "../src/language/flow-picture.ts";
import type { Chart, Drawing } from "../src/language/picture.ts";
import { createDraw } from "../src/pictures/draw.ts";

/** Draws each kind of picture (20 times unless told) and sets the time beside its limit of 300 ms. */
export async function benchPictures(
  times = 20,
  out: (line: string) => void = console.log,
): Promise<void> {
  const draw = createDraw();
  out(`${"picture".padEnd(12)} first    median   longest  limit   size`);
  for (const drawing of drawings()) {
    const taken: number[] = [];
    let bytes = 0;
    for (let time = 0; time < times; time += 1) {
      const begun = performance.now();
      bytes = (await draw(drawing)).length;
      taken.push(performance.now() - begun);
    }
    const [first = 0] = taken;
    const sorted = taken.toSorted((one, other) => one - other);
    const median = sorted[sorted.length >> 1] ?? 0;
    const shown = [first, median, sorted.at(-1) ?? 0].map((ms) => `${ms.toFixed(0)} ms`.padEnd(8));
    out(`${drawing.kind.padEnd(12)} ${shown.join(" ")} 300 ms  ${Math.round(bytes / 1024)} kB`);
  }
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
