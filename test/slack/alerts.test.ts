import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { byId } from "#flow";
import { flows } from "../../flows/index.ts";
import { scenarioNamed } from "../../lab/scenarios/index.ts";
import { type Staged, stageScenario } from "../../lab/scenarios/start.ts";
import { createProbes } from "../../src/alb/probes/create-probes.ts";
import { createResolve } from "../../src/alb/resolve-load-balancer.ts";
import { openAccount } from "../../src/aws/account.ts";
import type { Probe } from "../../src/engine/ports.ts";
import { sending } from "../alb/probes/sending.ts";
import { throughSns } from "../alerts/kinds/cloudwatch.ts";
import { kinds } from "../alerts/kinds/index.ts";
import { small } from "../language/flows.ts";
import { mrkdwn } from "./messages/shown.ts";
import { channelId, createStage, type Stage, shownIn } from "./stage.ts";

let staged: Staged;
let stage: Stage;

/** The lab's account with a load balancer that answers 502s, and the whole bot before it. */
beforeAll(async () => {
  const scene = { seed: 1, periodSeconds: 60, settleSeconds: 180, clock: Date.now };
  staged = await stageScenario(scenarioNamed("keepalive-race"), scene);
  const { endpoint, credentials } = staged.account;
  const account = openAccount({
    ...{ name: "practice", region: "eu-central-1", endpoint, credentials },
    callsPerSecond: { elasticloadbalancing: 1_000, cloudtrail: 1_000 },
  });
  const options = { metricPeriodSeconds: 60, metricSettleSeconds: 180, marginSeconds: 10 };
  const probes = createProbes({
    ...{ accountFor: () => account, permits: sending.permits },
    options: { ...options, allowLoopback: true },
  });
  stage = await createStage({
    flows,
    resolve: createResolve({ accounts: [account], clock: Date.now }),
    probes: byId<Probe>(Object.values(probes)),
  });
});
afterAll(async () => {
  await stage.close();
  await staged.close();
});

/** Counts what fingers do: the menu of a message counts as the tap that it takes. */
function finger() {
  let taps = 0;
  return {
    shortcut: async (ts: string) => {
      taps += 2;
      await stage.ada.openShortcut("start_here", channelId, ts);
    },
    submit: async () => {
      taps += 1;
      return stage.ada.submit();
    },
    click: async (ts: string, label: string) => {
      taps += 1;
      return stage.ada.click(channelId, ts, label);
    },
    taps: () => taps,
  };
}

/** The run under this message is there, stands at its first verdict, and is stopped for the next one. */
async function verdictUnder(ts: string): Promise<string> {
  await stage.work();
  const [row] = await stage.engine.runsInThread(channelId, ts);
  const run = await stage.engine.read(row?.id ?? "");
  const verdict = run.visits[0]?.evidence?.finding;
  const act = { kind: "stop", reason: "It was enough to see." } as const;
  await stage.engine.act(run.id, act, "U0ADA", { id: `stop ${ts}` });
  return String(verdict);
}

describe.each(kinds)("from an alert of $name", ({ message }) => {
  it("it is three taps, no typing and less than ten seconds to the first verdict", async () => {
    const began = performance.now();
    const { ts } = await stage.workspace.fromApp(channelId, message);
    const hand = finger();
    await hand.shortcut(ts);
    const outcome = await hand.submit();
    expect(outcome).toMatchObject({ acked: true, response: null });
    expect(await verdictUnder(ts)).toBe("keepalive-race");
    expect(hand.taps()).toBeLessThanOrEqual(3);
    const told = stage.ada.sees(channelId, ts).flatMap(({ blocks }) => mrkdwn(blocks));
    // Shortly after midnight, what is told began on the day before, and says so.
    expect(told.join("\n")).toMatch(
      /steady since <!date\^\d+\^[^|>]*\{time\}\|[^>]*\d\d:\d\d UTC>/,
    );
    expect(told.join("\n").replaceAll(/<[^<>]*>/g, "")).not.toMatch(/\d\d:\d\d UTC/);
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  it("the bare name in a reply offers the runbook, and one tap starts it", async () => {
    const { ts } = await stage.workspace.fromApp(channelId, message);
    await stage.ada.say(channelId, "@handrail", { threadTs: ts });
    const offer = await stage.workspace.until(
      () =>
        stage.ada
          .sees(channelId, ts)
          .findLast((one) => one.isEphemeral && shownIn(one).includes("Start: ")),
      { waitingFor: "an offer" },
    );
    const hand = finger();
    expect(await hand.click(offer.ts, "Start: ALB returns intermittent 502s")).toMatchObject({
      acked: true,
    });
    expect(await verdictUnder(ts)).toBe("keepalive-race");
  });
});

it("where several runbooks fit, each is one tap, the surest first", async () => {
  const other = { ...small, title: "Look at the shop", startsFrom: [{ words: ["5xx"] }] };
  const two = await createStage({ flows: [other, ...flows] });
  try {
    const { ts } = await two.workspace.fromApp(channelId, throughSns.message);
    await two.ada.say(channelId, "@handrail", { threadTs: ts });
    const offer = await two.whisper(two.ada, "Start: ");
    expect(shownIn(offer).match(/"text":"(?:Start: |Look at it)[^"]+/g)).toEqual([
      '"text":"Start: ALB returns intermittent 502s',
      '"text":"Start: Look at the shop',
      '"text":"Look at it first',
    ]);
    await two.ada.click(channelId, offer.ts, "Start: Look at the shop");
    const [row] = await two.engine.runsInThread(channelId, ts);
    expect(row).toMatchObject({ flow: "small", status: "open" });
  } finally {
    await two.close();
  }
});
