import { expect, test } from "vitest";
import type { Answers } from "#flow";
import { methodFor } from "../../../../src/alb/probes/traffic/http-method.ts";
import type { RunEvent } from "../../../../src/run/event.ts";

const led = { kind: "step", step: "retest", state: "looking" } as const;
const answered = (by: string, answers: Answers): RunEvent => ({
  ...{ kind: "answered", at: 1, by, visit: "retest#1", answers, said: {}, led },
});
const get = { method: "GET", url: "http://shop.example/" };

/** The run of these answers. */
const after = (...log: readonly RunEvent[]) =>
  methodFor({
    log,
    facts: Object.assign({}, ...log.map((event) => ("answers" in event ? event.answers : {}))),
  });

test("HEAD is sent without a word of anybody", () => {
  expect(after()).toEqual({ method: "HEAD", says: "" });
  expect(after(answered("UANA", { method: "DELETE" }))).toEqual({ method: "HEAD", says: "" });
});

test("GET takes a second person, and what it waits for is said", () => {
  const alone = after(answered("UANA", get), answered("UANA", get));
  expect(alone).toMatchObject({ method: "HEAD", says: expect.stringContaining("two people") });
  expect(after(answered("UANA", get), answered("UBEN", get))).toEqual({ method: "GET", says: "" });
});

test("somebody else's other answers are no word for GET", () => {
  const other = answered("UBEN", { count: 5 });
  expect(after(answered("UANA", get), other).method).toBe("HEAD");
  expect(after(answered("UANA", get), answered("UBEN", { url: get.url })).method).toBe("HEAD");
});

test("another URL needs two again, and so does GET that was taken back", () => {
  const both = [answered("UANA", get), answered("UBEN", get)];
  const elsewhere = { ...get, url: "http://shop.example/admin/delete?id=42" };
  expect(after(...both, answered("UBEN", elsewhere)).method).toBe("HEAD");
  expect(after(...both, answered("UANA", { url: elsewhere.url })).method).toBe("HEAD");
  const back = answered("UANA", { ...get, method: "HEAD" });
  expect(after(...both, back, answered("UANA", get)).method).toBe("HEAD");
  expect(after(...both, back, answered("UANA", get), answered("UBEN", get)).method).toBe("GET");
});

test("another load balancer needs two again", () => {
  const both = [answered("UANA", get), answered("UBEN", get)];
  const other = { loadBalancer: { name: "billing", arn: "arn:billing" } };
  expect(after(...both, answered("UBEN", { ...get, ...other })).method).toBe("HEAD");
  expect(after(...both, answered("UBEN", other), answered("UANA", { count: 5 })).method).toBe(
    "HEAD",
  );
});

test("a choice that was proposed with GET has the word of both", () => {
  const chosen: RunEvent = {
    ...{
      kind: "chosen",
      said: {},
      at: 1,
      by: "UBEN",
      proposedBy: "UANA",
      visit: "x#1",
      choice: "go",
    },
    ...{ reason: null, answers: get, led },
  };
  expect(after(chosen).method).toBe("GET");
});
