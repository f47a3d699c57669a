import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readAlert, readPayload } from "../../src/alerts/read-alert.ts";
import { amazonQ } from "../alerts/kinds/amazon-q.ts";
import { alarm, notification } from "../alerts/kinds/cloudwatch.ts";
import { grafana } from "../alerts/kinds/grafana.ts";
import { channelId, createStage, type Stage, shownIn } from "./stage.ts";

const calm = "C0QUIET";

let stage: Stage;
beforeAll(async () => {
  stage = await createStage({ offerIn: [channelId] });
});
afterAll(() => stage.close());

let count = 0;
beforeEach(() => {
  count += 1;
});
/** Alerts of this test alone: what another test heard is another alert. */
const own = (json: object): object =>
  JSON.parse(JSON.stringify(json).replaceAll(/elb-5xx|Shop 502/g, (name) => `${name}-${count}`));

const offersUnder = (ts: string) =>
  stage.grace.sees(channelId, ts).filter((one) => shownIn(one).includes("Start: "));
const say = async (message: object, channel = channelId) => {
  const { ts, event } = await stage.workspace.fromApp(channel, { ...message });
  expect(event?.acked ?? true).toBe(true);
  return ts;
};

describe("a message of a known sender of alerts", () => {
  it("gets one offer in its thread, that everybody sees, and one tap starts the run there", async () => {
    const ts = await say(own(grafana.message));
    const [offer, ...more] = offersUnder(ts);
    expect(more).toEqual([]);
    expect(offer).toMatchObject({ isEphemeral: false, threadTs: ts });
    expect(stage.ada.sees(channelId).filter((one) => shownIn(one).includes("Start: "))).toEqual([]);
    await stage.ada.click(channelId, offer?.ts ?? "", "Start: ALB returns intermittent 502s");
    const [row] = await stage.engine.runsInThread(channelId, ts);
    expect(row).toMatchObject({ status: "open", place: { threadTs: ts } });
    const act = { kind: "stop", reason: "Enough." } as const;
    await stage.engine.act(row?.id ?? "", act, "U0ADA", { id: `stop ${ts}` });
  });

  it("gets none when the same alert is told again, also by another sender, or is over", async () => {
    const first = await say(own(amazonQ.message));
    expect(offersUnder(first)).toHaveLength(1);
    const again = await say(own(amazonQ.message));
    const [{ ...sns } = {}] = readPayload(own(notification));
    expect(await stage.slack.offer(sns as never, { channel: channelId })).toBe("standing");
    expect(offersUnder(again)).toEqual([]);
    const over = await say(
      own({
        ...grafana.message,
        attachments: [{ title: "[RESOLVED] Shop 502", footer: "Grafana v12" }],
      }),
    );
    expect(offersUnder(over)).toEqual([]);
  });

  it.each([
    [
      "what a person says",
      async () => (await stage.ada.say(channelId, "[FIRING:1] 502s on shop-web")).ts,
    ],
    [
      "an alert that no runbook is for",
      () => say({ username: "Grafana", attachments: [{ title: "[FIRING:1] Disk full" }] }),
    ],
    ["an app that sends no alerts", () => say({ username: "Deploys", text: "502 is fixed" })],
    ["a channel that nobody named", () => say(own(grafana.message), calm)],
  ])("is not %s", async (_, post) => {
    const ts = await post();
    expect(offersUnder(ts)).toEqual([]);
    expect(stage.ada.sees(calm).filter((one) => shownIn(one).includes("Start: "))).toEqual([]);
  });

  it("gets one wherever it names the bot, for that is to ask", async () => {
    const nowhere = await createStage();
    try {
      const named = { ...grafana.message, text: `<@${nowhere.workspace.botUserId}> look` };
      const { ts } = await nowhere.workspace.fromApp(channelId, named);
      const [, offer, ...more] = nowhere.grace.sees(channelId, ts);
      expect(offer && shownIn(offer)).toContain("Start: ALB returns intermittent 502s");
      expect(more).toEqual([]);
    } finally {
      await nowhere.close();
    }
  });

  it("gets its offer after all when Slack did not take the first, for Slack tells of it again", async () => {
    stage.workspace.faults.next("chat.postMessage", { error: "internal_error" } as never);
    const { ts, event } = await stage.workspace.fromApp(channelId, { ...own(grafana.message) });
    expect(event?.acked).toBe(false);
    await stage.workspace.redeliver();
    expect(offersUnder(ts)).toHaveLength(1);
  });
});

describe("an offer for an alert", () => {
  const alert = () => readAlert(own(grafana.message));
  const offer = () => stage.slack.offer(alert(), { channel: channelId });

  it("is one, however many ask at once", async () => {
    const all = await Promise.all(Array.from({ length: 8 }, offer));
    expect(all.toSorted()).toEqual(["offered", ...Array(7).fill("standing")]);
  });

  it("in a message of its own starts a run in that message's thread", async () => {
    const before = new Set(stage.ada.sees(channelId).map(({ ts }) => ts));
    expect(await offer()).toBe("offered");
    const [message] = stage.ada.sees(channelId).filter(({ ts }) => !before.has(ts));
    await stage.ada.click(channelId, message?.ts ?? "", "Start: ALB returns intermittent 502s");
    const [row] = await stage.engine.runsInThread(channelId, message?.ts ?? "");
    expect(row).toMatchObject({ status: "open", driver: "U0ADA" });
    expect(await offer()).toBe("standing");
    const act = { kind: "stop", reason: "Enough." } as const;
    await stage.engine.act(row?.id ?? "", act, "U0ADA", { id: `stop ${message?.ts}` });
  });

  it("is none for an alarm that has ended", async () => {
    const ended = readPayload(own({ ...alarm, NewStateValue: "OK" }))[0] ?? alert();
    expect(await stage.slack.offer(ended, { channel: channelId })).toBe("over");
  });
});
