import { describe, expect, it } from "vitest";
import {
  type Alert,
  byId,
  byKind,
  checkFlow,
  type Flow,
  flowsFor,
  inputsFromAlert,
  platformFields,
} from "#flow";
import { small } from "./flows.ts";

const alert = (more: Partial<Alert>): Alert => ({
  ...{ source: "Grafana", title: "An alert", state: "firing", text: "" },
  ...{ dimensions: {}, labels: {}, ...more },
});
const flowOf = (id: string, startsFrom: NonNullable<Flow["startsFrom"]>): Flow => ({
  ...{ ...small, id, startsFrom },
});

const byMetric = flowOf("metric", [{ namespace: "AWS/SQS", metrics: ["Age", "Depth"] }]);
const byNamespace = flowOf("namespace", [{ namespace: "AWS/SQS" }]);
const byWords = flowOf("words", [{ words: ["orders", "late"] }, { words: ["502"] }]);
const all = [byWords, byNamespace, byMetric, small];
const idsFor = (more: Partial<Alert>) => flowsFor(all, alert(more)).map(({ id }) => id);

describe("the flows for an alert", () => {
  it("are those by metric, by namespace, then by words", () => {
    const sent = { namespace: "aws/sqs", metric: "age", title: "Orders are late" };
    expect(idsFor(sent)).toEqual(["metric", "namespace", "words"]);
    expect(idsFor({ namespace: "AWS/SQS", metric: "Other" })).toEqual(["namespace"]);
  });

  it.each([
    ["orders: late", ["words"]],
    ["late", []],
    ["status=502, again", ["words"]],
    ["port 15021", []],
    ["HTTP502x", []],
  ])("of which the words of “%s” are %j", (text, ids) => {
    expect(idsFor({ text })).toEqual(ids);
  });

  it("are none for one that fits no sign", () => {
    expect(idsFor({ title: "Disk full" })).toEqual([]);
  });
});

describe("what an alert tells of a flow's inputs", () => {
  const queue = { kind: "text", label: "Which queue?", fromAlert: ["QueueName", "queue"] };
  const flow = { ...small, inputs: { queue, note: { kind: "text", label: "A note" } } };
  const typed = (more: Partial<Alert>) =>
    inputsFromAlert(flow, alert(more), byKind(platformFields));

  it.each([
    [{ dimensions: { QueueName: "orders" } }, { queue: "orders" }],
    [{ labels: { dimension_QueueName: "orders" } }, { queue: "orders" }],
    [{ labels: { queue_name: "orders", queue: "other" } }, { queue: "orders" }],
    [{ labels: { queue: "other" } }, { queue: "other" }],
    [{ labels: { host: "a" } }, {}],
  ])("of %j is %j", (more, told) => {
    expect(typed(more)).toEqual(told);
  });
});

describe("check", () => {
  const said = (startsFrom: NonNullable<Flow["startsFrom"]>) =>
    checkFlow({ ...small, startsFrom }, { signatures: byId([]), fields: byKind([]) })
      .filter(({ where }) => where.startsWith("startsFrom"))
      .map(({ where, says }) => `${where}: ${says}`);

  it("names a sign that fits every alert", () => {
    expect(said([{ words: ["502"] }, {}])).toEqual([
      "startsFrom.1: Name the namespace, the metrics or the words of the alert.",
    ]);
    expect(said([{ words: ["a", "orders"] }])).toEqual([
      'startsFrom.0: "a" is too short to know an alert by.',
    ]);
  });
});
