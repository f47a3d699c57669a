import { type Answers, byId, type Step } from "#flow";
import { flows } from "../../flows/index.ts";
import { knownAnswers, mend, pathAnswer } from "../../lab/scenarios/hops.ts";
import type { Scenario, Stride } from "../../lab/scenarios/scenario.ts";
import type { Simulation } from "../../lab/scenarios/simulation.ts";
import { type Staged, stageScenario } from "../../lab/scenarios/start.ts";
import { createProbes } from "../../src/alb/probes/create-probes.ts";
import { openAccount } from "../../src/aws/account.ts";
import type { Probe } from "../../src/engine/ports.ts";
import type { Run } from "../../src/run/run.ts";
import { currentVisit } from "../../src/run/visits.ts";
import { sending } from "../alb/probes/sending.ts";
import { type Bench, bench } from "../engine/parts.ts";

/** A walk that is over: the run, and what the probe of each step had found when the choice was made. */
export interface Walked {
  readonly run: Run;
  readonly found: readonly (string | null | undefined)[];
}

/** Walks a scenario as it says that a good walk goes, with the real probes and the real rules of a run. */
export async function walk(scenario: Scenario, seed: number): Promise<Walked> {
  let time = Date.UTC(2026, 10, 24, 15);
  const now = () => time;
  const pass = (ms: number) => {
    time += ms;
  };
  const scene = { ...{ clock: now, seed, periodSeconds: 60, settleSeconds: 180 } };
  const staged = await stageScenario(scenario, scene);
  try {
    const parts = await bench({ flows, probes: probesAt(staged), time: { now, pass } });
    const run = await started(parts);
    const found: Walked["found"][number][] = [];
    for (const stride of scenario.truth.walk) {
      outside(stride, staged.simulation, parts);
      found.push(await take(parts, run, stride, answersIn(scenario, staged.simulation)));
    }
    return { run: await parts.engine.read(run), found };
  } finally {
    await staged.close();
  }
}

function probesAt({ account: { endpoint, credentials } }: Staged) {
  const account = openAccount({
    ...{ name: "practice", region: "eu-central-1", endpoint, credentials },
    callsPerSecond: { elasticloadbalancing: 1_000, cloudtrail: 1_000 },
  });
  const options = { metricPeriodSeconds: 60, metricSettleSeconds: 180, marginSeconds: 10 };
  const probes = createProbes({
    ...{ accountFor: () => account, permits: sending.permits },
    options: { ...options, allowLoopback: true },
  });
  return byId<Probe>(Object.values(probes));
}

async function started({ engine }: Bench): Promise<string> {
  const answer = await engine.start({
    flow: "alb-502-keepalive",
    facts: { loadBalancer: { name: "shop-web", region: "eu-central-1" } },
    place: { team: "T1", channel: "C1" },
    by: "UANA",
  });
  if (answer.kind !== "started") throw new Error(`Not started: ${answer.kind}`);
  return answer.run;
}

/** What is done outside of Slack, and the traffic that follows. */
function outside({ does, waitMinutes = 0 }: Stride, { settings, world }: Simulation, parts: Bench) {
  if (does === "fix") mend(settings);
  if (does === "deploy") world.deploy(parts.now());
  parts.pass(waitMinutes * 60_000);
}

const answersIn = (scenario: Scenario, { settings }: Simulation): Answers => ({
  ...knownAnswers(scenario, settings),
  path: pathAnswer(settings.hops),
  takenBy: "The application's team",
  count: 1,
  pause: 0,
});

/** Answers what the step asks, lets its probe look, and chooses until the step is left. */
async function take(parts: Bench, run: string, stride: Stride, known: Answers) {
  const { step } = stride;
  const { engine } = parts;
  const here = async () => currentVisit(await engine.read(run));
  const first = await here();
  if (first.step !== step) throw new Error(`The walk stands at ${first.step}, not at ${step}.`);
  const answers = answersFor(flows[0]?.steps[step]?.ask, known);
  if (Object.keys(answers).length > 0)
    await engine.act(run, { kind: "answer", visit: first.id, answers }, "UANA");
  await parts.drain();
  const found = (await here()).evidence?.finding;
  const choice = stride.also?.find((other) => other === found) ?? stride.choice;
  for (let visit = await here(); visit.step === step; visit = await here()) {
    const reason = "The walk says so.";
    const asks = flows[0]?.steps[step]?.choices[choice]?.ask;
    const answers = answersFor(asks, known);
    const act = { kind: "choose", visit: visit.id, choice, reason, answers } as const;
    await engine.act(run, act, "UANA");
    if ((await engine.read(run)).ending) break;
    // What the next step's probe looks at may depend on what is answered there first.
    if ((await here()).step === step) await parts.drain();
  }
  return found;
}

function answersFor(asks: Step["ask"], known: Answers): Answers {
  const asked = Object.keys(asks ?? {});
  return Object.fromEntries(Object.entries(known).filter(([name]) => asked.includes(name)));
}
