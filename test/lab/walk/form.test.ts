import { describe, expect, it } from "vitest";
import { backendKnown, fill, inWords } from "../../../lab/walk/answers.ts";
import { optionsMeant, questionsOf } from "../../../lab/walk/form.ts";
import type { View } from "../../../lab/workspace/index.ts";

const plain = (text: string) => ({ type: "plain_text", text });
const option = (label: string, value: string) => ({ text: plain(label), value });
const input = (blockId: string, label: string, element: object, more: object = {}) => ({
  type: "input",
  block_id: blockId,
  label: plain(label),
  element: { action_id: `${blockId}!`, ...element },
  ...more,
});
const node = option("Node.js http (v20 late, v22 - v26)", "node-22");
const grouped = [
  { label: plain("Proxies"), options: [option("nginx", "nginx")] },
  { label: plain("Servers"), options: [option("Node.js http (v8 - v18)", "node-8"), node] },
];
const server = input("kind", "Which server is it?", {
  type: "static_select",
  option_groups: grouped,
});
const value = input("value", "The value, or the measured line", { type: "plain_text_input" });

const open = (blocks: readonly object[], more: Partial<View> = {}): View => ({
  id: "V1",
  type: "modal",
  personId: "U1",
  rootViewId: "V1",
  previousViewId: null,
  hash: "1",
  content: { blocks },
  values: {},
  errors: {},
  ...more,
});

describe("the fields of a modal", () => {
  it("say where files are asked for", () => {
    const [files, text] = questionsOf(open([input("f", "Files", { type: "file_input" }), value]));
    expect([files?.takesFiles, text?.takesFiles]).toEqual([true, false]);
  });

  it("are its inputs with label, hint and options, whatever stands between them", () => {
    const header = { type: "header", text: plain("The first server") };
    const hinted = input("port", "Its port", {}, { optional: true, hint: plain("A number") });
    expect(questionsOf(open([header, server, hinted]))).toMatchObject([
      { blockId: "kind", actionId: "kind!", label: "Which server is it?", isOptional: false },
      { label: "Its port", hint: "A number", isOptional: true, options: [] },
    ]);
    expect(questionsOf(open([server]))[0]?.options.map(({ value }) => value)).toEqual([
      "nginx",
      "node-8",
      "node-22",
    ]);
  });

  it("hold what was entered, before that what the bot had put in", () => {
    const filled = input("value", "Value", { type: "plain_text_input", initial_value: "60 s" });
    const picked = input("kind", "Kind", {
      type: "static_select",
      options: [node],
      initial_option: node,
    });
    const values = { value: { "value!": { type: "plain_text_input", value: "75 s" } } };
    expect(questionsOf(open([filled, picked])).map(({ current }) => current)).toEqual([
      "60 s",
      "Node.js http (v20 late, v22 - v26)",
    ]);
    expect(questionsOf(open([filled], { values }))[0]?.current).toBe("75 s");
  });

  it("say what the bot found wrong", () => {
    const view = open([value], { errors: { value: "Milliseconds or seconds?" } });
    expect(questionsOf(view)[0]?.problem).toBe("Milliseconds or seconds?");
  });
});

describe("an option", () => {
  const options = questionsOf(open([server]))[0]?.options ?? [];
  const meant = (typed: string) => optionsMeant(options, typed).map(({ value }) => value);

  it("is picked by its number", () => expect(meant("3")).toEqual(["node-22"]));
  it("is picked by a part of its label", () => expect(meant("V20 LATE")).toEqual(["node-22"]));
  it("is picked by its whole label, though others contain it", () =>
    expect(meant("nginx")).toEqual(["nginx"]));
  it("stays open while several fit", () => expect(meant("node")).toEqual(["node-8", "node-22"]));
  it("is none where nothing fits", () => expect(meant("iis")).toEqual([]));
});

describe("a walker that fills a form in", () => {
  it("enters what it knows, by label, and leaves the rest as it is", () => {
    const kept = input("url", "Which URL?", { initial_value: "https://shop.example" });
    const port = input("port", "Its port", {}, { optional: true });
    const questions = questionsOf(open([server, value, kept, port]));
    const entries = fill(questions, backendKnown(75_000));
    expect(entries).toEqual({ kind: "node-22", value: "75000 ms" });
    expect(inWords(questions, entries)).toBe("Node.js http (v20 late, v22 - v26); 75000 ms");
  });

  it("names the field that it knows nothing about", () => {
    const strange = input("moon", "Which phase has the moon?", {});
    expect(() => fill(questionsOf(open([strange])), [])).toThrow("Which phase has the moon?");
  });
});
