import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Flow, LoadBalancerRef, Resolve, Target } from "#flow";
import { flows } from "../flows/index.ts";
import type { SeenMessage } from "../lab/workspace/index.ts";
import { current } from "../src/run/visits.ts";
import { evidence } from "./engine/runs.ts";
import { channelId, createStage, type Stage } from "./slack/stage.ts";
import { expectCalm, expectCalmView } from "./words.ts";

/** One choice after the other, from the start to an end. */
type Path = readonly Move[];

interface Move {
  readonly step: string;
  readonly choice: string;
  /** Clicks that it takes to leave: more than one where a loop must give up first. */
  readonly times: number;
}

const named: Resolve<LoadBalancerRef> = async (name) => ({
  kind: "found",
  answer: { name, region: "eu-west-1", arn: `arn:aws:${name}` },
});

let stage: Stage;
/** What the probe of each run finds next, by load balancer. */
const findings = new Map<string, string>();

beforeAll(async () => {
  stage = await createStage({
    resolve: named,
    look: async ({ run }) => {
      const { name = "" } = run.facts.loadBalancer as { name?: string };
      return { ...evidence(findings.get(name) ?? "unclear"), facts: null };
    },
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
      const balancer = `${flow.id}-${index}`;
      findings.set(balancer, path[0]?.choice ?? "");
      await stage.ada.slash(channelId, `/runbook ${flow.id} ${balancer}`);
      await stage.work();
      const [row] = await stage.engine.rows({ subject: `arn:aws:${balancer}`, limit: 1 });
      const id = row?.id ?? "";
      for (const [position, move] of path.entries()) {
        expect(current(await stage.engine.read(id)).step).toBe(move.step);
        await leave(flow, id, balancer, move, path[position + 1]?.choice ?? "");
      }
      readAll(await messagesOf(id));
      const { ending } = await stage.engine.read(id);
      expect(Object.keys(flow.ends)).toContain(ending?.end);
      expect(stage.lines).toEqual([]);
    },
  );
});

/** Clicks a choice as often as it takes to leave its step; the probe of the step that follows finds `next`. */
async function leave(flow: Flow, id: string, balancer: string, move: Move, next: string) {
  for (let click = 1; click <= move.times; click++) {
    findings.set(balancer, move.choice);
    await answer(id);
    findings.set(balancer, click < move.times ? move.choice : next);
    await press(id, flow.steps[move.step]?.choices[move.choice]?.label ?? "");
  }
}

/** Answers what the step asks, if it waits for answers. */
async function answer(id: string): Promise<void> {
  const run = await stage.engine.read(id);
  if (current(run).state !== "asking") return;
  await press(id, "Answer");
  expectCalmView("the form of answers", stage.ada.modal()?.content ?? {});
  const asks = (field: string) => JSON.stringify(stage.ada.modal()).includes(field);
  const group = asks("field:logGroup") ? { "field:logGroup": "/ecs/shop" } : {};
  const outcome = await stage.ada.submit(asks("path:path:0:kind") ? onePath : group);
  expect(outcome).toMatchObject({ acked: true, response: null });
  await stage.work();
}

const onePath = {
  "path:path:0:kind": "Node.js",
  "path:path:0:closes:how": "read",
  "path:path:0:closes:value": "75",
  "path:path:0:closes:where": "server.js",
};

/** Reads every message as a person would, each version of it once. */
function readAll(messages: readonly SeenMessage[]): void {
  for (const { text, blocks } of messages) {
    const version = JSON.stringify(blocks);
    if (read.has(version)) continue;
    read.add(version);
    expectCalm(text, text, blocks);
  }
}

const read = new Set<string>();

/** Clicks the button with this label where the run's thread shows it. */
async function press(id: string, label: string): Promise<void> {
  const messages = await messagesOf(id);
  readAll(messages);
  const message = messages.findLast(({ blocks }) => JSON.stringify(blocks).includes(label));
  if (!message) throw new Error(`No message of run ${id} shows "${label}".`);
  const advised = `${label} (recommended)`;
  const shown = JSON.stringify(message.blocks).includes(advised) ? advised : label;
  const outcome = await stage.ada.click(channelId, message.ts, shown);
  expect(outcome).toMatchObject({ acked: true, warning: null });
  await stage.work();
}

async function messagesOf(id: string): Promise<readonly SeenMessage[]> {
  const sent = await stage.store.messages.all(id);
  const card = sent.find(({ key }) => key === "card");
  return card ? stage.ada.sees(channelId, card.ts) : [];
}

const nameOf = (path: Path): string => path.map(({ choice }) => choice).join(" → ");

/**
 * Ways through the steps to an end, each step at most once, and besides a path for each choice that none of them takes. Of these
 * as few as take every choice and pass every three steps that follow each other in any of them: all of them would be many more
 * and show nothing else.
 */
function pathsOf(flow: Flow): readonly Path[] {
  const ways = waysFrom(flow, flow.start, []);
  const covered = new Set(ways.flat().map(nameOfMove));
  const extra: Path[] = [];
  for (const [step, { choices }] of Object.entries(flow.steps))
    for (const choice of Object.keys(choices))
      if (!covered.has(`${step}.${choice}`)) extra.push(through(flow, ways, step, choice));
  return asFewAsShow([...ways, ...extra]);
}

/** Takes the path that shows most of what is not shown yet, until nothing is left to show. */
function asFewAsShow(paths: readonly Path[]): readonly Path[] {
  const left = new Set(paths.flatMap(shownBy));
  const taken: Path[] = [];
  const news = (path: Path) => shownBy(path).filter((one) => left.has(one)).length / clicks(path);
  while (left.size > 0) {
    const best = paths.reduce((one, other) => (news(other) > news(one) ? other : one));
    for (const one of shownBy(best)) left.delete(one);
    taken.push(best);
  }
  return taken;
}

/** The choices that a path takes, and each three steps that follow each other in it. */
const shownBy = (path: Path): readonly string[] => [
  ...path.map(nameOfMove),
  ...path.map((_, index) =>
    path
      .slice(index, index + 3)
      .map(({ step }) => step)
      .join(),
  ),
];

function waysFrom(flow: Flow, step: string, before: Path): readonly Path[] {
  if (step in flow.ends) return [before];
  if (before.some((move) => move.step === step)) return [];
  const next = new Map<string, Move>();
  // The way that takes the fewest clicks; loops are walked to their end once each, below.
  for (const [choice, { to, beside }] of Object.entries(flow.steps[step]?.choices ?? {}))
    for (const { target, times } of targetsOf(to))
      if (!beside && times < (next.get(target)?.times ?? Number.POSITIVE_INFINITY))
        next.set(target, { step, choice, times });
  return [...next].flatMap(([target, move]) => waysFrom(flow, target, [...before, move]));
}

const targetsOf = (to: Target) =>
  typeof to === "string"
    ? [{ target: to, times: 1 }]
    : [
        { target: to.again, times: 1 },
        { target: to.then, times: to.times },
      ];

/** A path that takes this choice: to its step, and from where it leads on to an end. */
function through(flow: Flow, ways: readonly Path[], step: string, choice: string): Path {
  const last = targetsOf(flow.steps[step]?.choices[choice]?.to ?? "").at(-1);
  const { target, times } = last ?? { target: "", times: 1 };
  const way = ways.find((one) => one.some((move) => move.step === step));
  const before = way?.slice(
    0,
    way.findIndex((move) => move.step === step),
  );
  return [
    ...(before ?? shortestTo(flow, step)),
    { step, choice, times },
    ...restFrom(flow, ways, target),
  ];
}

/** The way to an end from a step; where none passes it, by its first choice that leads on. */
function restFrom(flow: Flow, ways: readonly Path[], step: string): Path {
  const rest = shortestFrom(ways, step);
  if (rest.length > 0 || step in flow.ends) return rest;
  const on = Object.entries(flow.steps[step]?.choices ?? {})
    .flatMap(([choice, { to }]) => targetsOf(to).map((one) => ({ choice, ...one })))
    .find(({ target, times }) => times === 1 && target !== step);
  const { choice = "", target = "", times = 1 } = on ?? {};
  return [{ step, choice, times }, ...restFrom(flow, ways, target)];
}

/** The shortest way from the start to a step that no way passes, because it leads only back. */
function shortestTo(flow: Flow, step: string): Path {
  const to = new Map<string, Path>([[flow.start, []]]);
  for (const [here, path] of to)
    for (const [choice, way] of Object.entries(flow.steps[here]?.choices ?? {}))
      for (const { target, times } of targetsOf(way.to))
        if (times === 1 && !to.has(target))
          to.set(target, [...path, { step: here, choice, times }]);
  return to.get(step) ?? [];
}

/** The way to an end from a step with the fewest clicks, or none where the step is an end. */
function shortestFrom(ways: readonly Path[], step: string): Path {
  const rests = ways
    .map((way) => way.slice(way.findIndex((move) => move.step === step)))
    .filter(([first]) => first?.step === step);
  return rests.sort((one, other) => clicks(one) - clicks(other))[0] ?? [];
}

const clicks = (path: Path): number => path.reduce((sum, { times }) => sum + times, 0);

const nameOfMove = ({ step, choice }: Move): string => `${step}.${choice}`;
