import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { channelId, createStage, type Stage, shownIn } from "./stage.ts";

let stage: Stage;
beforeEach(async () => {
  stage = await createStage();
});
afterEach(() => stage.close());

const open = () => stage.engine.rows({ status: "open", limit: 10 });

describe("/runbook", () => {
  it("opens the form that starts a run", async () => {
    const outcome = await stage.ada.slash(channelId, "/runbook");
    expect(outcome.acked).toBe(true);
    expect(JSON.stringify(stage.ada.modal()?.content.title)).toContain("Start a runbook");
  });

  it("starts a run at once when it is told which and for what", async () => {
    const card = await stage.begin("/runbook small shop");
    expect(await open()).toMatchObject([{ flow: "small", subject: "arn:aws:shop" }]);
    expect(shownIn(card)).toContain("Small");
  });

  it("understands a beginning, curly quotes and dashes", async () => {
    await stage.ada.slash(channelId, "/runbook alb\u2011502 \u2014 \u201Cshop\u201D");
    expect(await open()).toMatchObject([{ flow: "alb-502-keepalive" }]);
  });

  it("asks whether a mistyped word meant another", async () => {
    await stage.ada.slash(channelId, "/runbook stauts");
    const told = await stage.whisper(stage.ada, "/runbook status");
    expect(told.text).toContain("Did you mean");
  });

  it("says what is open already, and lets the requester join or start anyway", async () => {
    await stage.begin();
    await stage.grace.slash(channelId, "/runbook small shop");
    const asked = await stage.whisper(stage.grace, "open since");
    await stage.grace.click(channelId, asked.ts, "Join");
    await stage.whisper(stage.grace, "You joined.");
    const [row] = await open();
    expect((await stage.engine.read(row?.id ?? "")).people).toContain("U0GRACE");
    await stage.grace.slash(channelId, "/runbook small shop");
    const again = await stage.whisper(stage.grace, "Start anyway");
    await stage.grace.click(channelId, again.ts, "Start anyway");
    expect(await open()).toHaveLength(2);
  });

  it("starts one run when Start anyway is clicked twice, and another for another question", async () => {
    await stage.begin();
    const asked = async () => {
      await stage.grace.slash(channelId, "/runbook small shop");
      const { ts } = await stage.whisper(stage.grace, "Start anyway");
      return () => stage.grace.aim(channelId, ts, "Start anyway");
    };
    const aim = await asked();
    const clicks = [aim(), aim()];
    for (const click of clicks) expect((await click()).acked).toBe(true);
    expect(await open()).toHaveLength(2);
    await (await asked())()();
    expect(await open()).toHaveLength(3);
  });

  it("lists, helps, tells the status, notes, and stops", async () => {
    await stage.begin();
    await stage.ada.slash(channelId, "/runbook list");
    await stage.whisper(stage.ada, "Open in this channel");
    await stage.ada.slash(channelId, "/runbook help");
    await stage.whisper(stage.ada, "starts it at once");
    await stage.ada.slash(channelId, "/runbook status");
    await stage.whisper(stage.ada, "Now: Ask.");
    await stage.ada.slash(channelId, "/runbook note the \u201Ccanary\u201D is off \u2014 for now");
    await stage.whisper(stage.ada, "Your note");
    const [row] = await open();
    const run = await stage.engine.read(row?.id ?? "");
    expect(run.notes).toMatchObject([{ text: "the \u201Ccanary\u201D is off \u2014 for now" }]);
    await stage.ada.slash(channelId, "/runbook postmortem");
    await stage.whisper(stage.ada, "so far");
    await stage.ada.slash(channelId, "/runbook stop it was DNS");
    expect(await open()).toHaveLength(1);
    expect(JSON.stringify(stage.ada.modal()?.content)).toContain("This closes *Small*");
    await stage.ada.submit();
    expect(await open()).toHaveLength(0);
    await stage.ada.slash(channelId, "/runbook postmortem");
    const written = await stage.whisper(stage.ada, "Publish to channel");
    expect(shownIn(written)).toContain("The reason: it was DNS.");
    expect(shownIn(written)).not.toContain("so far");
  });

  it("asks which run is meant when several are open, and keeps what was typed", async () => {
    await stage.begin("/runbook small shop");
    await stage.begin("/runbook alb shop");
    await stage.ada.slash(channelId, "/runbook note rolled back");
    const asked = await stage.whisper(stage.ada, "Which one do you mean?");
    await stage.ada.click(channelId, asked.ts, "This one");
    await stage.whisper(stage.ada, "Your note");
    const runs = await Promise.all((await open()).map(({ id }) => stage.engine.read(id)));
    expect(runs.flatMap(({ notes }) => notes)).toMatchObject([{ text: "rolled back" }]);
  });

  it("says that nothing is open here", async () => {
    await stage.ada.slash(channelId, "/runbook status");
    const told = await stage.whisper(stage.ada, "No runbook is open in this channel");
    expect(told.text).toContain("/runbook starts one");
  });
});

describe("a load balancer that AWS does not know so", () => {
  const twins = [
    { name: "shop", region: "eu-west-1", arn: "arn:1" },
    { name: "shop", region: "us-east-1", arn: "arn:2" },
  ];

  it("is asked about when several have that name", async () => {
    await stage.close();
    stage = await createStage({
      resolve: async () => ({ kind: "ambiguous", candidates: twins, next: "Type its ARN." }),
    });
    await stage.ada.slash(channelId, "/runbook small shop");
    const asked = await stage.whisper(stage.ada, "Which one do you mean?");
    await stage.ada.click(channelId, asked.ts, "shop (us-east-1)");
    expect(await open()).toMatchObject([{ subject: "arn:2" }]);
  });

  it("is answered with what is similar and where was looked", async () => {
    await stage.close();
    stage = await createStage({
      resolve: async () => ({
        kind: "unknown",
        similar: twins,
        looked: "eu-west-1, us-east-1",
        next: "Type its ARN.",
      }),
    });
    await stage.ada.slash(channelId, "/runbook small chop");
    const told = await stage.whisper(stage.ada, "Looked in: eu-west-1, us-east-1");
    expect(shownIn(told)).toContain("shop (eu-west-1)");
    expect(await open()).toHaveLength(0);
  });

  it("starts the run all the same while AWS cannot be asked", async () => {
    await stage.close();
    const answer = { name: "shop", region: "eu-west-1" };
    stage = await createStage({
      resolve: (_typed, signal) =>
        new Promise((resolve) => {
          const unread = { kind: "unread", why: "no answer", answer } as const;
          signal.addEventListener("abort", () => resolve(unread));
        }),
    });
    const outcome = await stage.ada.slash(channelId, "/runbook small shop");
    expect(outcome.acked).toBe(true);
    expect(await open()).toMatchObject([{ subject: "shop (eu-west-1)" }]);
  });
});
