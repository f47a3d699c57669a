import { afterEach, describe, expect, it } from "vitest";
import { createProgram } from "../../src/cli/program.ts";
import { readCommonConfig } from "../../src/config/config.ts";
import { createCatalogue } from "../../src/engine/catalogue.ts";
import { createEngine, type Engine } from "../../src/engine/engine.ts";
import { createRecorder } from "../../src/engine/recorder.ts";
import type { Act } from "../../src/run/act.ts";
import { StoreUnavailable } from "../../src/run/errors.ts";
import type { HeldStore } from "../../src/store/store.ts";
import { small } from "../language/flows.ts";
import { packs } from "../probes.ts";
import { toldBy } from "../store/contract/told.ts";
import { databases, missing } from "../store/server/databases.ts";
import { order } from "../store/server/order.ts";
import { replicas } from "../store/server/stores.ts";
import { open as authorizer } from "./parts.ts";
import { loadBalancer } from "./runs.ts";

afterEach(() => {
  process.exitCode = undefined;
});

let ids = 0;

/** A bot's engine as a process of its own has it. */
function engineOn(store: HeldStore): Engine {
  const around = { store, clock: Date.now, wake: () => {} };
  const catalogue = createCatalogue(packs, [small]);
  const recorder = createRecorder({ ...around, catalogue });
  return createEngine({ ...around, catalogue, recorder, ids: () => `run${++ids}`, authorizer });
}

/** Whoever is told that too many change a run at once tries again. */
async function untilKept(click: () => Promise<unknown> | undefined): Promise<void> {
  for (;;) {
    try {
      await click();
      return;
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
    }
  }
}

async function verified(url: string, run: string): Promise<string> {
  const lines: string[] = [];
  const config = () => readCommonConfig({ HANDRAIL_REGIONS: "none", DATABASE_URL: url });
  const program = createProgram({ out: (line) => lines.push(line), config }, "1", []);
  await program.parseAsync(["runs", "verify", run], { from: "user" });
  return lines.join("\n");
}

describe.skipIf(missing)("two replicas whose people write to one run at once", () => {
  const { make } = databases();
  const open = replicas();

  it("keep one valid chain of hashes, with every click in it once", async () => {
    const url = await make();
    await using here = await open(url);
    await using there = await open(url);
    const told = [toldBy(here), toldBy(there)];
    const engines = [engineOn(here), engineOn(there)];
    const place = { team: "T1", channel: "C1" };
    const started = await engines[0]?.start({
      flow: "small",
      facts: { loadBalancer },
      place,
      by: "UANA",
    });
    if (started?.kind !== "started") throw new Error("Not started.");
    const { run } = started;
    // Slack delivers some clicks twice, to whichever replica.
    const clicks = Array.from({ length: 40 }, (_, index) => ({ id: `D${index % 30}`, index }));
    await Promise.all(
      clicks.map(({ id, index }) => {
        const act: Act = { kind: "note", text: id };
        return untilKept(() => engines[index % 2]?.act(run, act, `U${index % 3}`, { id }));
      }),
    );
    const log = await there.load(run);
    const notes = log.flatMap((event) => (event.kind === "noted" ? [event.text] : []));
    expect(notes.sort()).toEqual(Array.from({ length: 30 }, (_, index) => `D${index}`).sort());
    await expect.poll(() => told.flat().length).toBe(31);
    expect(await here.verify(run, told.flat())).toMatchObject([{ kind: "whole", events: 31 }]);
    expect(await verified(url, run)).toContain(`${run}  whole  31 events`);
    expect(process.exitCode).toBeUndefined();
  });
});

describe.skipIf(missing)("a replica whose database went back in time", () => {
  const { make } = databases();
  const open = replicas();

  it("goes on from what the log says now, also where others wrote meanwhile", async () => {
    const url = await make();
    await using here = await open(url);
    await using there = await open(url);
    const engine = engineOn(here);
    const place = { team: "T1", channel: "C1" };
    const begin = { flow: "small", facts: { loadBalancer }, place, by: "UANA" };
    const started = await engine.start(begin);
    if (started.kind !== "started") throw new Error("Not started.");
    const { run } = started;
    const note = (by: string, text: string) => ({ act: { kind: "note", text } as const, by });
    const write = (to: Engine, { act, by }: ReturnType<typeof note>) => to.act(run, act, by);
    await write(engine, note("UANA", "kept"));
    await write(engine, note("UANA", "lost"));
    await write(engine, note("UANA", "lost as well"));
    const head = "(select previous from events where revision = 3)";
    await order(url, `update runs set revision = 2, head = ${head}`);
    await order(url, "delete from events where revision > 2");
    await write(engineOn(there), note("UBO", "other"));
    await write(engine, note("UANA", "after"));
    const { notes } = await engine.read(run);
    expect(notes.map(({ text }) => text)).toEqual(["kept", "other", "after"]);
    expect(await here.verify(run)).toMatchObject([{ kind: "whole", events: 4 }]);
  });
});
