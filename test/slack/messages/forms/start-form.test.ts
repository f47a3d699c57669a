import { describe, expect, it } from "vitest";
import { readAlertItem } from "../../../../src/slack/messages/forms/alert-answers.ts";
import {
  readStartForm,
  repickFlow,
  startForm,
} from "../../../../src/slack/messages/forms/start-form.ts";
import { small } from "../../../language/flows.ts";
import { flow } from "../runs.ts";
import { errors, fill, ids, inputs, ok, parts, problems } from "./filling.ts";

const flows = [flow, { ...small, about: { ...small.about, introduction: "A small one." } }];

const read = (view: ReturnType<typeof startForm>, typed: Parameters<typeof fill>[1]) =>
  readStartForm(view.private_metadata ?? "", fill(view, typed), flows, parts);

describe("the form that starts a run", () => {
  it("asks for the flow first, and redraws itself with the inputs of the one that is picked", () => {
    const view = startForm(flows, { channel: "C1", threadTs: "1.1" }, parts);
    expect(problems(view)).toEqual([]);
    expect(ids(view)).toEqual(["pickFlow"]);
    expect(inputs(view)[0]?.dispatch_action).toBe(true);
    const picked = repickFlow(view.private_metadata ?? "", flows, flow.id, parts);
    expect(problems(picked)).toEqual([]);
    expect(ids(picked)).toEqual(["pickFlow", "field:loadBalancer", "field:url", "field:window"]);
    const again = repickFlow(picked.private_metadata ?? "", flows, "small", parts);
    expect(ids(again)).toEqual(["pickFlow", "field:loadBalancer"]);
    expect(ok(read(again, { "field:loadBalancer": "orders" }))).toEqual({
      flow: "small",
      facts: {},
      typed: { loadBalancer: "orders" },
      channel: "C1",
      threadTs: "1.1",
    });
  });

  it("needs no picking where there is one flow", () => {
    const view = startForm([flow], { channel: "C1", subject: "orders" }, parts);
    expect(problems(view)).toEqual([]);
    expect(ids(view)).not.toContain("pickFlow");
    const start = ok(readStartForm(view.private_metadata ?? "", fill(view, {}), [flow], parts));
    expect(start.typed).toEqual({ loadBalancer: "orders" });
    expect(start.facts).toEqual({ window: "3 hours" });
  });

  it("asks for a channel where there is none", () => {
    const view = startForm(flows, { flow: "small" }, parts);
    expect(problems(view)).toEqual([]);
    const typed = { "field:loadBalancer": "orders" };
    expect(errors(read(view, typed))).toEqual({ channel: "Please pick a channel." });
    expect(ok(read(view, { ...typed, channel: "C9" })).channel).toBe("C9");
  });

  it("does not start without a flow or a load balancer", () => {
    const view = startForm(flows, { channel: "C1" }, parts);
    expect(Object.keys(errors(read(view, {})))).toEqual(["pickFlow"]);
    const picked = startForm(flows, { channel: "C1", flow: flow.id }, parts);
    expect(Object.keys(errors(read(picked, {})))).toEqual(["field:loadBalancer"]);
  });

  it("begins with what an alert tells, and keeps it for the flow that is picked instead", () => {
    const told = {
      says: "An alert of *shop*.",
      flow: flow.id,
      starts: [
        { flow: flow.id, typed: { loadBalancer: "shop" } },
        { flow: "small", typed: { loadBalancer: "small-shop" } },
      ],
    };
    const view = startForm([...flows].reverse(), { channel: "C1", told }, parts);
    expect(problems(view)).toEqual([]);
    expect(JSON.stringify(view.blocks)).toContain("An alert of *shop*.");
    expect(ids(view)[0]).toBe("pickFlow");
    expect(ok(read(view, {})).typed).toEqual({ loadBalancer: "shop" });
    const other = repickFlow(view.private_metadata ?? "", flows, "small", parts);
    expect(JSON.stringify(other.blocks)).toContain("An alert of *shop*.");
    expect(ok(read(other, {})).typed).toEqual({ loadBalancer: "small-shop" });
  });

  it("stays within what Slack keeps, however much an alert tells of however many flows", () => {
    const starts = Array.from({ length: 90 }, (_, at) => ({
      flow: at === 0 ? flow.id : `flow-${at}`,
      typed: { loadBalancer: "x".repeat(300) },
    }));
    const told = { says: "y".repeat(400), flow: flow.id, starts };
    const view = startForm(flows, { channel: "C1", told }, parts);
    expect(problems(view)).toEqual([]);
    expect(ok(read(view, {})).typed).toEqual({ loadBalancer: "x".repeat(300) });
  });

  it.each([
    "",
    "{",
    "null",
    '{"says":1,"starts":[]}',
    '{"says":"x","starts":[null]}',
    '{"says":"x","starts":[{"flow":"a","typed":{"b":1}}]}',
  ])("takes nothing out of a button that says “%s”", (item) => {
    expect(readAlertItem(item)).toBeUndefined();
  });
});
