import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { LoadBalancerRef, Suggest } from "#flow";
import { small } from "../language/flows.ts";
import { createStage, type Stage, type StageOptions } from "./stage.ts";

const tz = "UTC";
const people = [
  { id: "U0ADA", name: "ada", realName: "Ada Lovelace", tz },
  { id: "U0GRACE", name: "grace", realName: "Grace Hopper", tz },
  { id: "U0GUEST", name: "gus", realName: "Gus", tz, guest: "single" as const },
];
const channels = [{ id: "C0INC", name: "incident-502", members: people.map(({ id }) => id) }];
const names = ["shop-web", "shop-api", "pay"];
const suggest: Suggest = async (typed) => ({
  found: names
    .filter((name) => name.includes(typed))
    .map((name) => ({ typed: `arn:${name}`, label: `${name} (prod, eu-west-1)` })),
  unread: ["pay-prod"],
});
const refs = (typed: string): LoadBalancerRef => ({
  name: typed.replace("arn:", ""),
  region: "eu-west-1",
});

let stage: Stage;
const open = async (more: StageOptions = {}) => {
  stage = await createStage({
    ...{ people, channels, suggest },
    resolve: async (typed) => ({ kind: "found", answer: refs(typed) }),
    ...more,
  });
};
beforeEach(() => open());
afterEach(() => stage.close());

const field = "field:loadBalancer";
const menu = { blockId: field, actionId: "suggest:loadBalancer" };
const subjects = async () => (await stage.engine.rows({ limit: 9 })).map(({ subject }) => subject);

describe("the menu of a form", () => {
  beforeEach(() => stage.ada.slash("C0INC", "/runbook hello"));

  it("offers what there is for what is typed so far, and what was typed itself", async () => {
    expect(await stage.ada.typeInModal(menu, "shop")).toEqual([
      { label: "shop-web (prod, eu-west-1)", value: "arn:shop-web" },
      { label: "shop-api (prod, eu-west-1)", value: "arn:shop-api" },
      { label: "As typed: shop (pay-prod not read)", value: "shop" },
    ]);
    expect(await stage.ada.typeInModal(menu, "")).toHaveLength(3);
  });

  it("starts the run with what was picked", async () => {
    await stage.ada.typeInModal(menu, "shop");
    await stage.ada.submit({ "field:report": "x", [field]: "shop-api (prod, eu-west-1)" });
    expect(await subjects()).toEqual(["shop-api (eu-west-1)"]);
  });

  it("starts it with what was typed, where nothing of it is offered", async () => {
    await stage.ada.submit({ "field:report": "x", [field]: "elsewhere" });
    expect(await subjects()).toEqual(["elsewhere (eu-west-1)"]);
  });

  it("takes any text, and offers no more than Slack takes", async () => {
    for (const typed of ["x".repeat(3_000), "<!channel> & “q”", "\u202e"])
      expect((await stage.ada.typeInModal(menu, typed)).length).toBeLessThan(3);
    expect(
      await stage.ada.typeInModal({ ...menu, actionId: "suggest:loadBalancer" }, "pay"),
    ).toHaveLength(2);
  });
});

it("names nothing of the world to who may not take part", async () => {
  const guest = stage.workspace.as("U0GUEST");
  await guest.slash("C0INC", "/runbook hello");
  expect(await guest.typeInModal(menu, "shop")).toEqual([
    { label: "As typed: shop", value: "shop" },
  ]);
});

describe("a name alone", () => {
  const known = async (typed: string) =>
    names.includes(typed)
      ? ({ kind: "found", answer: refs(typed) } as const)
      : ({ kind: "unknown", similar: [], looked: "prod", next: "Type its ARN." } as const);

  it("starts the one runbook that can be about it", async () => {
    await stage.close();
    await open({ resolve: known, flows: [small] });
    await stage.ada.slash("C0INC", "/runbook shop-web");
    expect(await subjects()).toEqual(["shop-web (eu-west-1)"]);
  });

  it("opens the form with it, where several can be", async () => {
    await stage.close();
    await open({ resolve: known });
    await stage.ada.slash("C0INC", "/runbook shop-web");
    expect(await subjects()).toEqual([]);
    expect(JSON.stringify(stage.ada.modal())).toContain("Which runbook?");
  });

  it("is none where nothing is called exactly so", async () => {
    await stage.close();
    await open({ resolve: known, flows: [small] });
    for (const line of ["/runbook shop", "/runbook shop-web please", "/runbook stauts"])
      await stage.ada.slash("C0INC", line);
    expect(await subjects()).toEqual([]);
  });

  it("is looked up for nobody who may not start a run", async () => {
    const asked: string[] = [];
    await stage.close();
    await open({
      resolve: async (typed) => {
        asked.push(typed);
        return known(typed);
      },
    });
    const { response } = await stage.workspace.as("U0GUEST").slash("C0INC", "/runbook shop-web");
    expect(JSON.stringify(response)).toContain("rule: guests");
    expect(asked).toEqual([]);
  });
});
