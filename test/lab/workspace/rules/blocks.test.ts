import { describe, expect, test } from "vitest";
import { problemsOfBlocks } from "../../../../lab/workspace/rules/blocks.ts";

const plain = (text: string) => ({ type: "plain_text", text });
const section = (text: string) => ({ type: "section", text: plain(text) });
const button = (more: object) => ({
  type: "actions",
  elements: [{ type: "button", action_id: "go", text: plain("Go"), ...more }],
});
const task = { type: "task_card", task_id: "1", title: "Look", status: "complete" };
const plan = { type: "plan", title: "Steps", tasks: [task] };
const cell = { type: "raw_text", text: "x" };
const table = { type: "table", rows: [[cell]] };
const dataTable = { type: "data_table", caption: "Links", rows: [[cell], [cell]] };
const long = (length: number) => ({
  type: "rich_text",
  elements: [{ type: "rich_text_section", elements: [{ type: "text", text: "x".repeat(length) }] }],
});
const many = (count: number, block: object) => Array.from({ length: count }, () => block);

describe("blocks that just fit", () => {
  test.each([
    ["50 blocks", many(50, { type: "divider" })],
    ["a section of 3,000 characters", [section("x".repeat(3_000))]],
    ["a header of 150", [{ type: "header", text: plain("x".repeat(150)) }]],
    [
      "a button of 75 with a value of 2,000",
      [button({ text: plain("x".repeat(75)), value: "v".repeat(2_000) })],
    ],
    ["a plan", [plan]],
    ["a task card", [task]],
    ["a task card without a status", [{ ...task, status: undefined }]],
    ["a data table", [dataTable]],
    ["a table of 100 rows", [{ ...table, rows: many(100, [cell]) }]],
  ])("%s", (_name, blocks) => {
    expect(problemsOfBlocks(blocks, "message")).toEqual([]);
  });
});

describe("blocks that are refused", () => {
  test.each([
    ["51 blocks", many(51, { type: "divider" }), "no more than 50 items", "/blocks"],
    [
      "a section of 3,001 characters",
      [section("x".repeat(3_001))],
      "less than 3001",
      "/blocks/0/text/text",
    ],
    ["a section without text", [{ type: "section" }], "missing required field: text", "/blocks/0"],
    [
      "a header of 151",
      [{ type: "header", text: plain("x".repeat(151)) }],
      "less than 151",
      "/blocks/0/text/text",
    ],
    [
      "a button of 76",
      [button({ text: plain("x".repeat(76)) })],
      "less than 76",
      "/blocks/0/elements/0/text/text",
    ],
    [
      "a value of 2,001",
      [button({ value: "v".repeat(2_001) })],
      "less than 2001",
      "/blocks/0/elements/0/value",
    ],
    [
      "an action_id of 256",
      [button({ action_id: "a".repeat(256) })],
      "less than 256",
      "/blocks/0/elements/0/action_id",
    ],
    [
      "26 elements",
      [{ type: "actions", elements: many(26, { type: "button", text: plain("x") }) }],
      "no more than 25",
      "/blocks/0/elements",
    ],
    [
      "11 context elements",
      [{ type: "context", elements: many(11, plain("x")) }],
      "no more than 10",
      "/blocks/0/elements",
    ],
    [
      "11 fields",
      [{ type: "section", fields: many(11, plain("x")) }],
      "no more than 10",
      "/blocks/0/fields",
    ],
    [
      "a field of 2,001",
      [{ type: "section", fields: [plain("x".repeat(2_001))] }],
      "less than 2001",
      "/blocks/0/fields/0/text",
    ],
    [
      "a block_id twice",
      many(2, { type: "divider", block_id: "a" }),
      'block_id "a" already exists',
      "/blocks",
    ],
    ["an unknown type", [{ type: "banner" }], "unsupported type: banner", "/blocks/0/type"],
    [
      "an unknown field",
      [{ type: "divider", colour: "red" }],
      "invalid additional property: colour",
      "/blocks/0",
    ],
    ["an empty text", [section("")], "more than 0 characters", "/blocks/0/text/text"],
    [
      "a data table with rows of two lengths",
      [{ ...dataTable, rows: [[cell], [cell, cell]] }],
      "same number of values",
      "/blocks/0/rows",
    ],
    [
      "a data table without a row below its header",
      [{ ...dataTable, rows: [[cell]] }],
      "no fewer than 2",
      "/blocks/0/rows",
    ],
    ["a table beside a data table", [table, dataTable], "only_one_table_allowed", "/blocks"],
    ["two plans", [plan, { ...plan, tasks: [] }], "only one plan", "/blocks"],
    [
      "a task card beside a plan",
      [{ ...plan, tasks: [] }, task],
      "task_card blocks are not allowed",
      "/blocks",
    ],
    ["a task_id twice", [{ ...plan, tasks: [task, task] }], 'task_id "1" already', "/blocks"],
    [
      "6,001 characters of a task's output, which count twice",
      [{ ...plan, tasks: [{ ...task, output: long(6_001) }] }],
      "more than 12000 characters",
      "/blocks",
    ],
    [
      "an empty cell",
      [{ ...table, rows: [[{ ...cell, text: "" }]] }],
      "more than 0 characters",
      "/blocks/0/rows/0/0/text",
    ],
    ["two tables", [table, table], "only_one_table_allowed", "/blocks"],
    [
      "a status that is none",
      [{ ...task, status: "completed" }],
      "valid enum value",
      "/blocks/0/status",
    ],
    [
      "12,001 characters in all",
      many(5, section("x".repeat(2_401))),
      "more than 12000 characters",
      "/blocks",
    ],
    [
      "101 options",
      [
        {
          type: "actions",
          elements: [
            { type: "static_select", options: many(101, { text: plain("x"), value: "v" }) },
          ],
        },
      ],
      "no more than 100",
      "/blocks/0/elements/0/options",
    ],
  ])("%s", (_name, blocks, problem, pointer) => {
    const problems = problemsOfBlocks(blocks, "message");
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(problem);
    expect(problems[0]).toContain(`[json-pointer:${pointer}]`);
  });

  test("blocks that a workspace lacks are unknown to it, the others are not", () => {
    const problems = problemsOfBlocks([section("x"), table], "message", "/blocks", ["table"]);
    expect(problems).toEqual(["[ERROR] unsupported type: table [json-pointer:/blocks/1/type]"]);
  });

  test("a plan is for messages: a modal refuses it", () => {
    expect(problemsOfBlocks([plan], "modal")).toHaveLength(1);
    expect(problemsOfBlocks(many(100, { type: "divider" }), "modal")).toEqual([]);
    expect(problemsOfBlocks(many(101, { type: "divider" }), "modal")).toHaveLength(1);
  });
});
