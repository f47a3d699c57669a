import { expect, it } from "vitest";
import { byId, type Flow, withFacts } from "#flow";
import { flows } from "../flows/index.ts";
import { type PlayedWorld, playWorld } from "../lab/worlds/incident.ts";
import { worlds } from "../lab/worlds/index.ts";
import type { World } from "../lab/worlds/shape.ts";
import { openAccount } from "../src/aws/account.ts";
import { postmortem, toMarkdown } from "../src/postmortem/postmortem.ts";
import { createGenericProbes } from "../src/probes/index.ts";
import { currentVisit } from "../src/run/visits.ts";
import { channelId, createStage, type Stage } from "./slack/stage.ts";

it("has a world for each runbook in YAML", () => {
  const written = flows.map(({ id }) => id).filter((id) => id !== "alb-502-keepalive");
  expect(worlds.map(({ flow }) => flow).toSorted()).toEqual(written.toSorted());
});

it.each(worlds.map((world) => ({ name: world.name, world })))(
  "the world $name walks from the command to a true postmortem, and changes when it is mended",
  async ({ world }) => {
    const flow = flows.find(({ id }) => id === world.flow);
    if (flow === undefined) throw new Error(`There is no runbook ${world.flow}.`);
    await using parts = new AsyncDisposableStack();
    const walk = await open(world, flow, parts);
    await walk.begin();
    for (const way of world.truth.walk) await walk.take(way);
    await walk.close();

    const run = await walk.run();
    expect(run.ending?.end).toBe(world.truth.end);
    const record = toMarkdown(postmortem(flow, run));
    expect(record).toContain("Before the change: ");
    expect(record).not.toContain("No retest is recorded");
    expect(record).not.toContain("No change is recorded");
    expect(walk.stage.lines).toEqual([]);
  },
);

type Way = World["truth"]["walk"][number];

/** A bot that looks at the world with the real probes, and someone who clicks. */
async function open(world: World, flow: Flow, parts: AsyncDisposableStack) {
  let time = Date.UTC(2026, 10, 30, 3);
  const clock = () => time;
  const settings = { periodSeconds: 60, settleSeconds: 180 };
  const played = parts.adopt(await playWorld(world, { ...settings, clock }), (one) => one.close());
  const probes = byId(createGenericProbes(partsOf(played)));
  const stage = parts.adopt(await createStage({ flows: [flow], probes, clock }), (one) =>
    one.close(),
  );
  const hands = handsOn(stage, flow, played);
  const pass = async (minutes: number) => {
    time += minutes * 60_000;
    await stage.work();
  };
  const take = async (way: Way) => {
    if (way.turns) played.console.turn(way.turns);
    await hands.answer();
    for (let looks = 0; !(await hands.isAdvised(way)); looks++) {
      if (looks > 30) throw new Error(`${way.step} never recommends ${way.choice}.`);
      await pass(2);
      await hands.lookAgain();
    }
    await hands.choose(way);
    await pass(1);
  };
  return { stage, take, ...hands };
}

const partsOf = ({ awsEndpoint: endpoint, credentials, region }: PlayedWorld) => {
  const account = openAccount({ name: "practice", region, endpoint, credentials });
  return {
    accounts: { all: [account], for: () => account },
    options: {
      ...{ metricPeriodSeconds: 60, metricSettleSeconds: 180 },
      ...{ allowLoopback: true, checkHosts: ["127.0.0.1"] },
    },
  };
};

/** What a person does in Slack, found by what is shown. */
function handsOn(stage: Stage, flow: Flow, { starts, answers }: PlayedWorld) {
  const { ada, engine } = stage;
  const run = async () => {
    const [row] = await engine.rows({ limit: 1 });
    return engine.read(row?.id ?? "");
  };
  const here = async () => currentVisit(await run());
  const fill = async () => {
    if (ada.modal() === null) return;
    const shown = JSON.stringify(ada.modal());
    const known = Object.entries(answers).map(([name, one]) => [`field:${name}`, String(one)]);
    const entries = known.filter(([id = ""]) => shown.includes(`"${id}"`));
    expect(await ada.submit(Object.fromEntries(entries))).toMatchObject({ response: null });
    await stage.work();
  };
  const press = async (label: string) => {
    const sent = await stage.store.messages.all((await run()).id);
    const card = sent.find(({ key }) => key === "card")?.ts;
    const shown = ada.sees(channelId, card).toReversed();
    const [found] = shown.flatMap(({ ts, blocks }) =>
      [label, `${label} (recommended)`]
        .filter((one) => JSON.stringify(blocks).includes(`"${one}"`))
        .map((one) => ({ ts, one })),
    );
    if (found === undefined) throw new Error(`Nothing shows "${label}".`);
    expect(await ada.click(channelId, found.ts, found.one)).toMatchObject({ warning: null });
    await stage.work();
    await fill();
  };
  const labelOf = async ({ step, choice }: Way) =>
    withFacts(flow, await run()).steps[step]?.choices[choice]?.label ?? "";
  return {
    run,
    begin: async () => {
      await ada.slash(channelId, starts);
      await fill();
      await stage.work();
    },
    answer: async () => {
      if ((await here()).state === "asking") await press("Answer");
    },
    /** Where nothing looks, a person decides by themselves. */
    isAdvised: async ({ step, choice }: Way) => {
      const { evidence, step: at } = await here();
      expect(at).toBe(step);
      return flow.steps[step]?.probe === undefined || evidence?.finding === choice;
    },
    lookAgain: async () => {
      const { id } = await here();
      await engine.act((await run()).id, { kind: "lookAgain", visit: id }, "U0ADA");
      await stage.work();
    },
    choose: async (way: Way) => press(await labelOf(way)),
    /** What is left to do is nobody's yet; the one way out closes the run. */
    close: async () => {
      if ((await run()).ending === undefined) await press("Close as resolved");
    },
  };
}
