import { expect, it } from "vitest";
import { byId, type Flow, type GenericProbe, go, longText, text } from "#flow";
import type { Accounts } from "../../../src/aws/accounts.ts";
import { postmortem } from "../../../src/postmortem/postmortem.ts";
import { createGenericProbes } from "../../../src/probes/index.ts";
import { currentVisit } from "../../../src/run/visits.ts";
import { about } from "../../language/flows.ts";
import { bench } from "../parts.ts";

const count = (findings: GenericProbe["findings"]): GenericProbe => ({
  ...{ kind: "paste", command: "count {queue}", as: "number", findings },
});
const ask = { queue: text("Which queue?"), output: longText("What does it print?") };
const flow: Flow = {
  ...{ id: "small", version: 1, title: "Pasted", about, inputs: {}, start: "state" },
  steps: {
    state: {
      ...{ title: "Is it up?", say: "Look.", ask: { up: longText("What does it print?") } },
      probe: {
        kind: "paste",
        from: "up",
        as: "number",
        findings: { up: "value > 0", down: "else" },
      },
      choices: { up: go("count", "Up"), down: go("done", "Down") },
      skip: "down",
    },
    count: {
      ...{ title: "How many wait?", say: "Count them.", skip: "few", ask },
      probe: count({ many: "value > 5", few: "else" }),
      choices: { many: go("fix", "Too many: mend it"), few: go("done", "Few") },
    },
    fix: {
      ...{ title: "Mend it", say: "Mend it.", skip: "no" },
      choices: { mended: go("again", "Mended", { marks: "change" }), no: go("done", "Not mine") },
    },
    again: {
      ...{ title: "How many wait now?", say: "Count again.", proves: true, skip: "gone", ask },
      probe: count({ gone: "value < 5", there: "else" }),
      choices: { gone: go("done", "Gone"), there: go("count", "Still there") },
    },
  },
  ends: { done: { title: "Done", say: "Done.", outcome: "resolved" } },
};

const accounts: Accounts = { all: [], for: () => Promise.reject() as never };
const probes = byId(
  createGenericProbes({ accounts, options: { metricPeriodSeconds: 60, metricSettleSeconds: 180 } }),
);

/** Walks to the retest, at which `queue` is counted again; the clock stands still. */
async function walked(queue: string) {
  const { start, engine, drain } = await bench({ flows: [flow], probes });
  const run = await start();
  const visit = async () => currentVisit(await engine.read(run)).id;
  const answer = async (answers: { readonly [name: string]: string }) => {
    await engine.act(run, { kind: "answer", visit: await visit(), answers }, "UANA");
    await drain();
  };
  const choose = async (choice: string) =>
    engine.act(run, { kind: "choose", visit: await visit(), choice }, "UANA");
  await answer({ up: "1" });
  await choose("up");
  await answer({ queue: "orders", output: "12" });
  await choose("many");
  await choose("mended");
  await answer({ queue, output: "9" });
  await answer({ queue, output: "3" });
  return engine.read(run);
}

const saysOf = (run: Awaited<ReturnType<typeof walked>>, name: string): readonly string[] =>
  (postmortem(flow, run).sections.find((one) => one.name === name)?.sentences ?? []).map(
    ({ words }) => words.map((word) => (typeof word === "string" ? word : "@")).join(""),
  );

it("is held against the newest look before the change, though all stand at the same moment", async () => {
  expect(currentVisit(await walked("orders")).evidence?.says).toBe(
    "Gone: value 3. Before the change: value 12.",
  );
});

it("is held against nothing where another thing was asked about before the change", async () => {
  expect(currentVisit(await walked("mails")).evidence?.says).toBe("Gone: value 3.");
});

it("tells as the impact what the retest asks, before and after the change, each with its question", async () => {
  expect(saysOf(await walked("orders"), "impact")).toEqual([
    "At “How many wait?”: Too many: value 12.",
    "After the change, at “How many wait now?”: Gone: value 3. Before the change: value 12.",
  ]);
});

it("tells what was seen before the change where no look names a cause, and the last of it in the summary", async () => {
  const run = await walked("orders");
  expect(saysOf(run, "cause")).toEqual([
    "No look says how sure a cause is. What was seen before the change:",
    "At “Is it up?”: Up: value 1.",
    "At “How many wait?”: Too many: value 12.",
  ]);
  expect(saysOf(run, "summary")).toContain("At “How many wait?”: Too many: value 12.");
});

it("takes a text that was answered anew for no change", async () => {
  expect(saysOf(await walked("orders"), "change")).toEqual([
    "At @, @ stated “Mended” at “Mend it”.",
  ]);
});
