import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Actor, SeenMessage } from "../../lab/workspace/index.ts";
import { createStage, type Stage, type StageOptions, shop, shownIn } from "./stage.ts";

const secret = "G0TEAM";
const tz = "UTC";
const people = [
  { id: "U0ADA", name: "ada", realName: "Ada Lovelace", tz },
  { id: "U0GRACE", name: "grace", realName: "Grace Hopper", tz },
  { id: "U0GUEST", name: "gus", realName: "Gus", tz, guest: "single" as const },
  { id: "U0OTHER", name: "otto", realName: "Otto", tz, teamId: "T0OTHER" },
  { id: "U0BOT", name: "robot", realName: "Robot", tz, isBot: true },
];
const all = people.map(({ id }) => id);
const channels = [
  { id: "C0INC", name: "incident-502", members: all },
  { id: secret, name: "secret", isPrivate: true, members: ["U0ADA"] },
  { id: "C0SHARED", name: "shared", isShared: true, members: all },
];

let stage: Stage;
const open = async (options: StageOptions = {}) => {
  stage = await createStage({ people, channels, ...options });
  await stage.engine.start({
    ...{ flow: "small", facts: { loadBalancer: shop }, by: "U0ADA" },
    place: { team: "T0PRACTICE", channel: secret },
  });
  await stage.engine.act("id1", { kind: "note", text: "the root password" }, "U0ADA");
  await stage.work();
};
beforeEach(() => open());
afterEach(() => stage.close());

const as = (id: string): Actor => stage.workspace.as(id);
const textOf = ({ response }: { readonly response: object | null }) => JSON.stringify(response);
const homeOf = async (who: Actor, says: string): Promise<string> => {
  await who.openHome();
  return stage.workspace.until(
    () => {
      const text = JSON.stringify(who.home()?.content ?? "");
      return text.includes(says) ? text : undefined;
    },
    { waitingFor: `App Home to say ${says}` },
  );
};
const placeOf = async () => (await stage.engine.read("id1")).place.channel;
const cardOf = (who: Actor): SeenMessage => {
  const card = who.sees(secret).find(({ metadata }) => metadata !== null);
  if (card === undefined) throw new Error("There is no card.");
  return card;
};
const outsiders = ["U0GUEST", "U0OTHER", "U0BOT", "U0GRACE"] as const;

describe("a run of a private channel", () => {
  it("stands in the App Home of its members only", async () => {
    expect(await homeOf(stage.ada, "Runbooks")).toContain("shop");
    const grace = await homeOf(stage.grace, "Runbooks");
    expect(grace).not.toContain("eu-west-1");
    expect(grace).toContain("No runbook is open.");
  });

  it("leaves App Home at once when somebody leaves its channel", async () => {
    await homeOf(stage.ada, "eu-west-1");
    stage.workspace.setChannel(secret, { members: [] });
    const left = { type: "member_left_channel", user: "U0ADA", channel: secret };
    expect(await stage.workspace.emit(left)).toMatchObject({ acked: true });
    await stage.ada.openHome();
    await stage.workspace.until(() => !JSON.stringify(stage.ada.home()).includes("eu-west-1"));
  });

  it.each([
    ["U0GUEST", "rule: guests"],
    ["U0OTHER", "rule: other organisations"],
    ["U0BOT", "rule: apps"],
  ])("is no part of the App Home of %s, who reads why", async (id, rule) => {
    const text = await homeOf(as(id), rule);
    expect(text).not.toContain("eu-west-1");
    expect(text).not.toContain("Show the steps");
  });

  it.each(outsiders)("is not taken by %s to another channel, named or not", async (id) => {
    const named = textOf(await as(id).slash("C0INC", "/runbook resume id1"));
    const listed = textOf(await as(id).slash("C0INC", "/runbook resume"));
    for (const text of [named, listed]) expect(text).not.toMatch(/goes on here|eu-west-1|id1/);
    expect(await placeOf()).toBe(secret);
  });

  it("is not taken out of it by a member either, who reads how to go on", async () => {
    const outcome = await stage.ada.slash("C0INC", "/runbook resume id1");
    expect(textOf(outcome)).toContain("rule: moves");
    expect(await placeOf()).toBe(secret);
    expect(stage.ada.sees("C0INC").map(shownIn).join()).not.toContain("root password");
  });

  it.each(outsiders)("gives nothing to a button that %s forged", async (id) => {
    const card = cardOf(stage.ada);
    const before = (await stage.engine.read("id1")).log.length;
    for (const which of ["Catch me up", "Take over", "Note"])
      await as(id)
        .click(secret, card.ts, which)
        .catch(() => {});
    await stage.work();
    expect(JSON.stringify(as(id).modal() ?? "")).not.toContain("root password");
    expect((await stage.engine.read("id1")).log).toHaveLength(before);
    expect(stage.refusals.map(({ person }) => person)).toContain(id);
  });

  it("is not named to a colleague who starts the same elsewhere", async () => {
    await stage.grace.slash("C0INC", "/runbook small shop");
    const seen = await stage.whisper(stage.grace, "open already", "C0INC");
    expect(shownIn(seen)).toContain("in a channel that you are not in");
    expect(shownIn(seen)).not.toMatch(/U0ADA|G0TEAM|archives/);
    await stage.grace.click("C0INC", seen.ts, "Start anyway");
    await stage.workspace.until(async () => (await stage.engine.rows({ limit: 9 })).length === 2);
  });
});

describe("a run of a public channel", () => {
  beforeEach(async () => {
    await as("U0ADA").slash("C0INC", "/runbook hello shop");
    await stage.ada.submit({ "field:report": "x", "field:loadBalancer": "shop" });
    await stage.work();
    const [row] = await stage.engine.rows({ channel: "C0INC", limit: 1 });
    run = row?.id ?? "";
  });
  let run = "";

  it.each([
    ["U0GUEST", "rule: guests"],
    ["U0OTHER", "rule: other organisations"],
    ["U0BOT", "rule: apps"],
  ])("answers nothing to %s, though they are in the channel", async (id, rule) => {
    for (const words of ["status", "catchup", "list", "postmortem", "note x", "stop x"])
      expect(textOf(await as(id).slash("C0INC", `/runbook ${words}`)), words).toContain(rule);
    expect(as(id).modal()).toBeNull();
  });

  it("answers a mention by a guest with the reason alone", async () => {
    await as("U0GUEST").say("C0INC", "@handrail status");
    const seen = await stage.whisper(as("U0GUEST"), "rule: guests", "C0INC");
    expect(shownIn(seen)).not.toContain("shop");
  });

  it("keeps no file that a guest shares in its thread, and says nothing about it", async () => {
    const card = stage.ada.sees("C0INC").findLast(({ metadata }) => metadata !== null);
    const files = [{ name: "x.conf", content: "x" }];
    await as("U0GUEST").say("C0INC", "look", { threadTs: card?.ts ?? "", files } as never);
    await stage.work();
    expect((await stage.engine.read(run)).notes).toEqual([]);
    expect(
      as("U0GUEST")
        .sees("C0INC", card?.ts)
        .filter((one) => one.isEphemeral),
    ).toEqual([]);
  });

  it("is read, but not steered, by a colleague outside of it, who reads how to come in", async () => {
    stage.workspace.setChannel("C0INC", { members: ["U0ADA"] });
    const left = { type: "member_left_channel", user: "U0GRACE", channel: "C0INC" };
    await stage.workspace.emit(left);
    await homeOf(stage.grace, "Users report errors");
    await stage.grace.clickInHome("Catch me up");
    await stage.workspace.until(() => stage.grace.modal() !== null);
    expect(JSON.stringify(stage.grace.modal())).toContain("shop");
    await stage.grace.closeModal();
    await stage.grace.clickInHome("Join");
    await stage.workspace.until(() =>
      JSON.stringify(stage.grace.modal() ?? "").includes("rule: members of the channel"),
    );
    expect((await stage.engine.read(run)).people).not.toContain("U0GRACE");
  });

  it("lets guests take part where the rules allow it", async () => {
    await stage.close();
    await open({ rules: { guests: true } });
    await stage.ada.slash("C0INC", "/runbook small checkout");
    await stage.work();
    expect(textOf(await as("U0GUEST").slash("C0INC", "/runbook note seen"))).not.toContain("rule");
  });
});

it("starts nothing in a channel that is shared with another organisation", async () => {
  expect(textOf(await stage.ada.slash("C0SHARED", "/runbook small other"))).toContain(
    "rule: shared channels",
  );
  expect(await stage.engine.rows({ limit: 9 })).toHaveLength(1);
});
