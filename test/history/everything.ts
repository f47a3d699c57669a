import type { Evidence, Flow } from "#flow";
import { flows } from "../../flows/index.ts";
import type { Act } from "../../src/run/act.ts";
import type { Happening } from "../../src/run/event.ts";
import type { Run } from "../../src/run/run.ts";
import { currentVisit } from "../../src/run/visits.ts";
import { type Bench, bench } from "../engine/parts.ts";

/** The versions before these, with the same steps. */
const retired = flows.map((flow): Flow => ({ ...flow, version: flow.version - 1 }));

/** A run of an earlier version in which everything happens that a log can tell of, but for how it ends: it goes on with the newest. */
export async function everything(seen: ReadonlyMap<string, Evidence>): Promise<Run> {
  const before = await open(seen, retired);
  const run = await started(before);
  await people(before, run);
  await steps(before, run);
  await time(before, run);
  const now = await open(seen, flows, before);
  const to = flows[0]?.version ?? 0;
  await now.engine.act(run, { kind: "moveOn", visit: await visit(now, run), version: to }, "UBOB");
  await now.drain();
  await ending(now, run);
  return now.engine.read(run);
}

/** A bot that knows these flows and sees what was seen before. */
const open = (seen: ReadonlyMap<string, Evidence>, flows: readonly Flow[], instead?: Bench) =>
  bench({
    ...{ flows, time: clock() },
    ...(instead ? { instead } : {}),
    probe: async ({ run, visit }) => {
      const step = run.visits.find(({ id }) => id === visit)?.step ?? "";
      const probe = flows[0]?.steps[step]?.probe ?? "";
      const evidence = [...seen.values()].find((one) => one.probe.split("@")[0] === probe);
      return evidence ?? { ...nothing, probe: `${probe}@1` };
    },
  });

const nothing: Omit<Evidence, "probe"> = {
  role: "check",
  ...{ finding: null, says: "It could not be read.", details: [], readings: [], numbers: {} },
  ...{ queries: [], facts: null },
};

function clock() {
  let time = Date.UTC(2026, 10, 24, 15);
  return {
    now: () => time,
    pass: (ms: number) => {
      time += ms;
    },
  };
}

async function started({ engine, drain }: Bench): Promise<string> {
  const place = { team: "T1", channel: "C1" };
  const facts = { loadBalancer: { name: "shop-web", region: "eu-central-1" } };
  const flow = retired[0]?.id ?? "";
  const answer = await engine.start({ flow, facts, place, by: "UANA" });
  if (answer.kind !== "started") throw new Error(`Not started: ${answer.kind}`);
  await drain();
  return answer.run;
}

const visit = async ({ engine }: Bench, run: string) => currentVisit(await engine.read(run)).id;

/** Each a minute after the one before. */
async function did(parts: Bench, run: string, acts: readonly (readonly [string, Act])[]) {
  for (const [by, act] of acts) {
    parts.pass(60_000);
    await parts.engine.act(run, act, by);
    await parts.drain();
  }
}

async function happened(parts: Bench, run: string, by: string, all: readonly Happening[]) {
  for (const one of all) {
    parts.pass(60_000);
    await parts.recorder.append(run, by, () => one);
  }
}

/** Who came and went, and what they wrote down. */
async function people(parts: Bench, run: string) {
  const from = { channel: "C1", ts: "1700000000.000100", author: "UCY", isHere: true } as const;
  const files = [{ id: "F1", name: "graph.png", link: "https://files.example/F1" }];
  await did(parts, run, [
    ["UBOB", { kind: "join" }],
    ["UANA", { kind: "handOver", to: "UBOB" }],
    ["UCY", { kind: "takeOver" }],
    ["UCY", { kind: "note", text: "The error budget burns since 14:20." }],
    ["UBOB", { kind: "note", text: "See the graph.", from, files }],
  ]);
  const [one, other] = (await parts.engine.read(run)).notes;
  const edited = "1700000060.000100";
  const away = { team: "T1", channel: "C2" };
  await did(parts, run, [
    ["UBOB", { kind: "reviseNote", note: other?.event ?? 0, text: "See both graphs.", edited }],
    ["UANA", { kind: "reviseNote", note: other?.event ?? 0, decision: true }],
    ["UCY", { kind: "withdrawNote", note: one?.event ?? 0 }],
    ["UCY", { kind: "rehome", to: away, anew: true }],
  ]);
}

/** What steps can go through. */
async function steps(parts: Bench, run: string) {
  const at = (act: (visit: string) => Act) => async (by: string) =>
    did(parts, run, [[by, act(await visit(parts, run))]]);
  await at((visit) => ({ kind: "lookAgain", visit }))("UANA");
  await at((visit) => ({ kind: "skip", visit, reason: "No time to wait." }))("UANA");
  await at((visit) => ({ kind: "back", visit }))("UBOB");
  const here = await visit(parts, run);
  const answers = {};
  const picked = { visit: here, choice: "unclear", reason: null, answers, said: {} };
  await happened(parts, run, "UANA", [
    { kind: "proposed", ...picked, needs: "another" },
    { kind: "withdrew", visit: here },
    { kind: "cancelled", visit: here },
    { kind: "watched", visit: here, until: parts.now() + 3_600_000 },
    { kind: "hurried", visit: here },
    { kind: "unwatched", visit: here },
  ]);
  await happened(parts, run, "handrail", [
    { kind: "traced", visit: here, trace: { says: "20 HEAD requests", numbers: { sent: 20 } } },
  ]);
}

/** What time and failing work bring. */
async function time(parts: Bench, run: string) {
  const here = await visit(parts, run);
  await did(parts, run, [
    ["UANA", { kind: "snooze", visit: here, seconds: 600 }],
    ["UANA", { kind: "park", seconds: 3_600, reason: "We wait for the deploy." }],
    ["UANA", { kind: "unpark" }],
  ]);
  await happened(parts, run, "handrail", [
    { kind: "reminded", visit: here },
    { kind: "escalated", visit: here },
    { kind: "gaveUp", work: "Posting the card", why: "channel_not_found" },
  ]);
  await did(parts, run, [["UBOB", { kind: "retry" }]]);
}

/** Follow-ups, the postmortem in people's words, and a stop. */
async function ending(parts: Bench, run: string) {
  const item = "watch";
  await did(parts, run, [
    ["UANA", { kind: "takeFollowUp", item, owner: "UBOB" }],
    ["UBOB", { kind: "dateFollowUp", item, due: "2026-12-01" }],
    ["UBOB", { kind: "finishFollowUp", item }],
    ["UBOB", { kind: "reopenFollowUp", item }],
  ]);
  const checks = [{ item, holds: false, says: "No alarm counts ELB 5xx." }];
  await happened(parts, run, "UBOB", [{ kind: "checkAsked" }]);
  await happened(parts, run, "handrail", [
    { kind: "checked", checks, queries: ["DescribeAlarms"] },
  ]);
  const stop = { kind: "stop", reason: "Another team goes on with it." } as const;
  await did(parts, run, [["UANA", stop]]);
  const { log: closed, visits } = await parts.engine.read(run);
  const { id: visit = "", step = "" } = visits.at(-1) ?? {};
  const back = { visit, led: { kind: "step", step, state: "deciding" } } as const;
  await happened(parts, run, "UANA", [{ kind: "undone", event: closed.length - 1, back }]);
  await did(parts, run, [
    ["UANA", stop],
    ["UBOB", { kind: "reopen", reason: "It is back." }],
    ["UANA", stop],
  ]);
  const base = (await parts.engine.read(run)).revision;
  const texts = { summary: "A short one: *the proxy* closed first." };
  await did(parts, run, [
    ["UCY", { kind: "edit", texts, base }],
    ["UCY", { kind: "publish" }],
  ]);
  const { log } = await parts.engine.read(run);
  await parts.store.redact(run, log.findIndex(({ kind }) => kind === "parked") + 1);
}
