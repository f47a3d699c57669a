import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SeenMessage } from "../../lab/workspace/index.ts";
import { timeline } from "../../src/run/timeline.ts";
import { mention } from "../../src/slack/messages/blocks/escape.ts";
import { noteText } from "../../src/slack/messages/replies/notes.ts";
import { messageIn, notedOf } from "../../src/slack/requests/record-message/slack-message.ts";
import { channelId, createStage, newestRun, type Stage, shop, shownIn } from "./stage.ts";

let stage: Stage;
let card: SeenMessage;
beforeEach(async () => {
  stage = await createStage();
  card = await stage.begin();
});
afterEach(() => stage.close());

const says = (text: string, threadTs?: string) =>
  stage.grace.say(channelId, text, threadTs === undefined ? {} : { threadTs });

const thread = (): string => stage.ada.sees(channelId, card.ts).map(shownIn).join("\n");

async function recorded(): Promise<string> {
  const run = await newestRun(stage);
  const lines = timeline(stage.engine.flowOf(run), run).map(({ says }) =>
    says.map((word) => (typeof word === "string" ? word : "·")).join(""),
  );
  return lines.join("\n");
}

describe("a message of the channel", () => {
  it("is kept with a pushpin, with its author, and shown in the run's thread", async () => {
    const said = await says("Checkout is slow in Ireland");
    await stage.ada.react(channelId, said.ts, "pushpin");
    await stage.work();
    expect((await newestRun(stage)).notes).toMatchObject([
      { by: "U0ADA", text: "Checkout is slow in Ireland", from: { author: "U0GRACE" } },
    ]);
    expect(thread()).toContain("<@U0ADA> kept what <@U0GRACE> wrote:");
    await stage.whisper(stage.ada, "Kept as a note");
  });

  it("is kept by the shortcut, and becomes a decision or goes with one press", async () => {
    const said = await says("We roll back");
    await stage.ada.openShortcut("keep_message", channelId, said.ts);
    const told = await stage.whisper(stage.ada, "Kept as a note");
    await stage.ada.click(channelId, told.ts, "It is a decision");
    await stage.work();
    expect(thread()).toContain("kept what <@U0GRACE> decided:");
    await stage.ada.openShortcut("keep_message", channelId, said.ts);
    await stage.whisper(stage.ada, "in the record already");
  });

  it("asks which run is meant where several are open", async () => {
    const place = { team: "T0PRACTICE", channel: channelId };
    const other = { flow: "small", facts: { loadBalancer: shop }, place, by: "U0GRACE" };
    await stage.engine.start({ ...other, anyway: true });
    const said = await says("Both are slow");
    await stage.ada.openShortcut("keep_message", channelId, said.ts);
    const asked = await stage.whisper(stage.ada, "Which one do you mean?");
    await stage.ada.click(channelId, asked.ts, "This one");
    await stage.whisper(stage.ada, "Kept as a note");
    const rows = await stage.engine.rows({ channel: channelId, limit: 9 });
    const runs = await Promise.all(rows.map(({ id }) => stage.engine.read(id)));
    expect(runs.flatMap(({ notes }) => notes)).toMatchObject([{ text: "Both are slow" }]);
  });

  it("is left alone under any other emoji, and where no runbook is open", async () => {
    const said = await says("Lunch?");
    await stage.ada.react(channelId, said.ts, "tada");
    await stage.ada.click(channelId, card.ts, "Stop");
    await stage.ada.submit({ reason: "It was lunch" });
    await stage.ada.react(channelId, said.ts, "pushpin");
    expect((await newestRun(stage)).notes).toEqual([]);
    expect(stage.lines).toEqual([]);
  });
});

describe("a message of a thread that its run left for another channel", () => {
  it("is kept in that run, and not in another one that is open here", async () => {
    const left = await newestRun(stage);
    const said = await says("It was the rollout", card.ts);
    await stage.ada.slash("C0QUIET", `/runbook resume ${left.id}`);
    await stage.work();
    const place = { team: "T0PRACTICE", channel: channelId };
    const other = { flow: "small", facts: { loadBalancer: shop }, place, by: "U0GRACE" };
    await stage.engine.start({ ...other, anyway: true });
    await stage.ada.react(channelId, said.ts, "pushpin");
    await stage.work();
    expect((await stage.engine.read(left.id)).notes).toMatchObject([
      { text: "It was the rollout" },
    ]);
    const there = stage.workspace.data.messages.filter(({ channelId: id }) => id === "C0QUIET");
    expect(JSON.stringify(there)).toContain("It was the rollout");
  });
});

describe("a message of the run's thread that was kept", () => {
  let ts: string;
  beforeEach(async () => {
    ({ ts } = await says("Latency is normal", card.ts));
    await stage.ada.react(channelId, ts, "pushpin");
    await stage.work();
  });

  it("is not told a second time there", async () => {
    expect(await recorded()).toContain("kept what · wrote: “Latency is normal”");
    expect(thread()).not.toContain("kept what");
  });

  it("is followed when its author edits it", async () => {
    await stage.grace.edit(channelId, ts, "Latency is normal in Ireland only");
    expect(await recorded()).toContain("normal in Ireland only");
  });

  it("is followed in the order of its edits, whichever comes first", async () => {
    stage.workspace.faults.nextDelivery({ heldMs: 300 });
    const first = stage.grace.edit(channelId, ts, "Latency is odd");
    await stage.grace.edit(channelId, ts, "Latency is normal again");
    expect(await first).toMatchObject({ acked: true });
    expect((await newestRun(stage)).notes).toMatchObject([{ text: "Latency is normal again" }]);
    await stage.grace.edit(channelId, ts, "Latency is fine");
    expect((await newestRun(stage)).notes).toMatchObject([{ text: "Latency is fine" }]);
  });

  it("leaves the record when it is deleted", async () => {
    await stage.grace.remove(channelId, ts);
    expect(await recorded()).not.toContain("Latency");
  });

  it("leaves the record when the pushpin is taken away by whoever put it there", async () => {
    await stage.grace.react(channelId, ts, "pushpin");
    await stage.grace.react(channelId, ts, "pushpin");
    expect(await recorded()).toContain("Latency");
    await stage.ada.react(channelId, ts, "pushpin");
    expect(await recorded()).not.toContain("Latency");
  });

  it("becomes a decision with the other emoji", async () => {
    await stage.grace.react(channelId, ts, "ballot_box_with_check");
    expect((await newestRun(stage)).notes).toMatchObject([{ decision: true }]);
  });

  it("is kept once though Slack sends the event again", async () => {
    await stage.workspace.redeliver();
    expect((await newestRun(stage)).notes).toHaveLength(1);
  });
});

describe("a file that is shared in the run's thread", () => {
  const graph = [{ name: "graph.png", content: "not really a picture" }];
  const share = (threadTs?: string) =>
    stage.grace.say(channelId, "p99 over the last hour", {
      files: graph,
      ...(threadTs === undefined ? {} : { threadTs }),
    });

  it("is kept as a link, without anybody asking for it, and leaves with its message", async () => {
    const said = await share(card.ts);
    expect((await newestRun(stage)).notes).toMatchObject([
      { by: "U0GRACE", text: "p99 over the last hour", files: [{ name: "graph.png" }] },
    ]);
    expect(await recorded()).toContain("with graph.png");
    await stage.grace.remove(channelId, said.ts);
    expect(await recorded()).not.toContain("graph.png");
  });

  it("is left alone where it is shared outside of the thread", async () => {
    await share();
    expect((await newestRun(stage)).notes).toEqual([]);
  });
});

describe("a message of someone who has no account here", () => {
  it("is kept under the name that it came with, which says that it is an app's", () => {
    const alarm = { ts: "17.1", text: "5xx above 1 %", username: "CloudWatch", bot_id: "B1" };
    const message = messageIn(alarm);
    expect(message.author).toBe("CloudWatch (app)");
    const note = { ...notedOf(channelId, message, false), event: 1, at: 0, by: "U0ADA" };
    expect(noteText({ ...note, isWithdrawn: false })).toBe(
      "<@U0ADA> kept what CloudWatch (app) wrote:\n> 5xx above 1 %",
    );
  });
});

describe("an app that calls itself as somebody is called", () => {
  it.each(["U0GRACE", "handrail", " U0GRACE\u200b", "\u202eU0GRACE"])(
    "%j is not them",
    (username) => {
      const { author } = messageIn({ ts: "17.1", text: "ship it", username, bot_id: "B1" });
      expect(mention(author)).toMatch(/^\S+ \(app\)$/);
      expect(mention(author)).not.toMatch(/^<@|^Handrail$/);
    },
  );
});

describe("the bot's own messages", () => {
  it("can be kept, and their repaints change nothing", async () => {
    const step = stage.ada.sees(channelId, card.ts).at(-1);
    await stage.ada.react(channelId, step?.ts ?? "", "pushpin");
    const before = (await newestRun(stage)).notes;
    await stage.ada.slash(channelId, "/runbook note look at this");
    await stage.work();
    expect((await newestRun(stage)).notes.slice(0, 1)).toEqual(before);
  });
});

it("A long message is kept to its beginning, and the record says so", () => {
  const { text } = messageIn({ ts: "17.1", user: "U0ADA", text: "word ".repeat(2_000) });
  expect(text.length).toBeLessThan(1_700);
  expect(text).toContain("[the record keeps the first 1500 of 9999 characters;");
});
