import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type Fields,
  type Flow,
  type LoadBalancerRef,
  type Remedy,
  type Resolve,
  subjectField,
  withFacts,
} from "#flow";
import { flows } from "../flows/index.ts";
import type { SeenMessage } from "../lab/workspace/index.ts";
import { currentVisit } from "../src/run/visits.ts";
import { evidence } from "./engine/runs.ts";
import { answersTo, small } from "./language/flows.ts";
import { type Move, nameOf, pathsOf } from "./paths.ts";
import { channelId, createStage, type Stage } from "./slack/stage.ts";
import { expectCalm, expectCalmView } from "./words.ts";

const named: Resolve<LoadBalancerRef> = async (name) => ({
  kind: "found",
  answer: { name, region: "eu-west-1", arn: `arn:aws:${name}` },
});

let stage: Stage;
/** What the probe of each run finds next, by what it is about. */
const findings = new Map<string, string>();

beforeAll(async () => {
  stage = await createStage({
    resolve: named,
    flows: [...flows, small],
    look: async ({ run }) => ({
      ...evidence(findings.get(run.subject?.name ?? "") ?? "unclear"),
      remedies: [remedy],
      facts: null,
    }),
  });
});
afterAll(() => stage.close());

describe.each(flows)("the runbook $id", (flow) => {
  const paths = pathsOf(flow);

  it("has paths over every choice of every step", () => {
    const walked = new Set(paths.flat().map(({ step, choice }) => `${step}.${choice}`));
    const choices = Object.entries(flow.steps).flatMap(([step, { choices }]) =>
      Object.keys(choices).map((choice) => `${step}.${choice}`),
    );
    expect([...walked].sort()).toEqual(choices.sort());
  });

  it.each(paths.map((path, index) => ({ name: nameOf(path), path, index })))(
    "can be clicked through by $name",
    async ({ path, index }) => {
      const about = `${flow.id}-${index}`;
      findings.set(about, path[0]?.choice ?? "");
      const id = await begin(flow, about);
      for (const [position, move] of path.entries()) {
        expect(currentVisit(await stage.engine.read(id)).step).toBe(move.step);
        await leave(flow, id, about, move, path[position + 1]?.choice ?? "");
      }
      readAll(await messagesOf(id));
      const { ending } = await stage.engine.read(id);
      expect(Object.keys(flow.ends)).toContain(ending?.end);
      expect(stage.lines).toEqual([]);
    },
  );
});

/** Types the command, and fills in what else is asked before the run starts. */
async function begin(flow: Flow, about: string): Promise<string> {
  await stage.ada.slash(channelId, `/runbook ${flow.id} ${about}`);
  const [subject] = subjectField(flow.inputs) ?? [];
  await fillIn(
    Object.fromEntries(Object.entries(flow.inputs).filter(([name]) => name !== subject)),
  );
  await stage.work();
  const keys = [`arn:aws:${about}`, about.toLowerCase()];
  const rows = await Promise.all(keys.map((key) => stage.engine.rows({ subject: key, limit: 1 })));
  return rows.flat()[0]?.id ?? "";
}

const entriesOf = (fields: Fields): Record<string, string> =>
  Object.fromEntries(
    Object.entries(answersTo(fields)).map(([name, answer]) => [`field:${name}`, String(answer)]),
  );

/** Answers these questions in the form that is open, if one is. */
async function fillIn(fields: Fields): Promise<void> {
  const modal = stage.ada.modal();
  if (modal === null) return;
  expectCalmView("a form", modal.content);
  const outcome = await stage.ada.submit(entriesOf(fields));
  expect(outcome).toMatchObject({ acked: true, response: null });
  await stage.work();
}

/** Clicks a choice as often as it takes to leave its step; the probe of the step that follows finds `next`. */
async function leave(written: Flow, id: string, about: string, move: Move, next: string) {
  for (let click = 1; click <= move.times; click++) {
    const flow = withFacts(written, await stage.engine.read(id));
    findings.set(about, move.choice);
    await answer(id, flow.steps[move.step]?.ask ?? {});
    findings.set(about, click < move.times ? move.choice : next);
    const { label = "", ask = {} } = flow.steps[move.step]?.choices[move.choice] ?? {};
    await choose(id, move.choice, label);
    await fillIn(ask);
  }
}

/** Answers what the step asks, if it waits for answers. */
async function answer(id: string, fields: Fields): Promise<void> {
  const run = await stage.engine.read(id);
  if (currentVisit(run).state !== "asking") return;
  await press(id, "Answer");
  expectCalmView("the form of answers", stage.ada.modal()?.content ?? {});
  const needed = Object.entries(fields).filter(([, { optional }]) => optional !== true);
  const asksPath = JSON.stringify(stage.ada.modal()).includes("path:path:0:kind");
  const entries = asksPath ? onePath : entriesOf(Object.fromEntries(needed));
  const outcome = await stage.ada.submit(entries);
  expect(outcome).toMatchObject({ acked: true, response: null });
  await stage.work();
}

const onePath = {
  "path:path:0:kind": "Node.js http (v20 late, v22 - v26)",
  "path:path:0:closes:how": "read",
  "path:path:0:closes:value": "75 s",
  "path:path:0:closes:where": "server.js",
};

/** Picks a choice by its button, or where three others stand in sight, in the form behind "Something else…". */
async function choose(id: string, choice: string, label: string): Promise<void> {
  const shown = (await messagesOf(id)).some(({ blocks }) =>
    JSON.stringify(blocks).includes(`"text":"${label}`),
  );
  await press(id, shown ? label : "Something else…");
  if (!shown) await stage.ada.submit({ choice });
  await stage.work();
}

/** A change that answers nothing anew. */
const remedy: Remedy = {
  ...{ title: "Change it", safety: "safe", says: "It helps.", lines: [], costs: [] },
  source: "a test",
  makes: { says: "70 s", answers: {} },
};

/** Reads every message as a person would, each version of it once. */
function readAll(messages: readonly SeenMessage[]): void {
  for (const { text, blocks } of messages) {
    expect(buttonsIn(blocks), text).toBeLessThanOrEqual(4);
    const version = JSON.stringify(blocks);
    if (read.has(version)) continue;
    read.add(version);
    expectCalm(text, text, blocks);
  }
}

const read = new Set<string>();

/** As many as a thumb has to choose from; a menu is one. */
const buttonsIn = (blocks: SeenMessage["blocks"]): number =>
  JSON.stringify(blocks).match(/"type":"(button|overflow)"/g)?.length ?? 0;

/** Clicks the button with this label where the run's thread shows it. */
async function press(id: string, label: string): Promise<void> {
  const messages = await messagesOf(id);
  readAll(messages);
  const message = messages.findLast(({ blocks }) => JSON.stringify(blocks).includes(label));
  if (!message)
    throw new Error(`No message of run ${id} shows "${label}": ${messages.at(-1)?.text}`);
  const labels = [`${label} (recommended)`, `${label}: 70 s`];
  const shown = labels.find((one) => JSON.stringify(message.blocks).includes(one)) ?? label;
  const outcome = await stage.ada.click(channelId, message.ts, shown);
  expect(outcome).toMatchObject({ acked: true, warning: null });
  await stage.work();
}

async function messagesOf(id: string): Promise<readonly SeenMessage[]> {
  const sent = await stage.store.messages.all(id);
  const card = sent.find(({ key }) => key === "card");
  return card ? stage.ada.sees(channelId, card.ts) : [];
}
