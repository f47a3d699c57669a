import { describe, expect, test } from "vitest";
import { problemsOfView } from "../../../../lab/workspace/rules/views.ts";

const plain = (text: string) => ({ type: "plain_text", text });
const section = (text: string) => ({ type: "section", text: plain(text) });

describe("modals that are refused", () => {
  const modal = { type: "modal", title: plain("x"), blocks: [section("x")] };
  const input = { type: "input", label: plain("x"), element: { type: "plain_text_input" } };
  test.each([
    ["a title of 25", { ...modal, title: plain("x".repeat(25)) }, "/view/title/text"],
    ["a submit of 25", { ...modal, submit: plain("x".repeat(25)) }, "/view/submit/text"],
    [
      "private_metadata of 3,001",
      { ...modal, private_metadata: "x".repeat(3_001) },
      "/view/private_metadata",
    ],
    ["an input without submit", { ...modal, blocks: [input] }, "/view"],
    ["no title", { type: "modal", blocks: [{ type: "divider" }] }, "/view"],
    ["nothing in it", { ...modal, blocks: [] }, "/view/blocks"],
    ["no blocks at all", { type: "modal", title: plain("x") }, "/view"],
  ])("%s", (_name, view, pointer) => {
    const problems = problemsOfView(view, "modal");
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`[json-pointer:${pointer}]`);
  });
});
