import { asRecords } from "../json.ts";
import {
  anything,
  boolean,
  type Check,
  list,
  object,
  oneOf,
  optional,
  required,
  type Shape,
  string,
  whole,
} from "./checks.ts";
import { anyText, identifier, plainText } from "./composition.ts";
import { elementIn, imageShape } from "./elements.ts";

/** Where blocks are shown. */
export type Surface = "message" | "modal" | "home";

/** What a block of one type must look like, and on which surfaces it may stand. */
export interface BlockRule {
  readonly surfaces: readonly Surface[];
  readonly shape: Shape;
}

const on = (surfaces: readonly Surface[], shape: Shape): BlockRule => ({ surfaces, shape });

const all: readonly Surface[] = ["message", "modal", "home"];
const base = { type: required(anything), block_id: optional(identifier) };

const richText: Check = object({
  ...base,
  type: required(oneOf("rich_text")),
  elements: required(list(anything, 1_000)),
});

const image: Check = object({ ...imageShape, type: required(oneOf("image")) });

const contextElement: Check = (value, pointer, report) => {
  const isImage = value !== null && typeof value === "object" && "image_url" in value;
  const isFile = value !== null && typeof value === "object" && "slack_file" in value;
  (isImage || isFile ? image : anyText())(value, pointer, report);
};

// https://docs.slack.dev/reference/block-kit/blocks/table-block; an empty text is refused ("must be more than 0 characters",
// vercel/chat#373).
const cell: Check = (value, pointer, report) => {
  const kind = value !== null && typeof value === "object" && "type" in value ? value.type : null;
  if (kind === "rich_text") return richText(value, pointer, report);
  object({
    type: required(oneOf("raw_text", "raw_number")),
    text: optional(string(3_000)),
    value: optional(anything),
  })(value, pointer, report);
};

// https://docs.slack.dev/reference/block-kit/blocks/task-card-block
const taskCard: Shape = {
  ...base,
  task_id: required(string(255)),
  title: required(string(3_000)),
  details: optional(richText),
  output: optional(richText),
  sources: optional(list(anything, 100, 0)),
  status: optional(oneOf("pending", "in_progress", "complete", "error")),
};

// https://docs.slack.dev/reference/block-kit/blocks/section-block
const section: Shape = {
  ...base,
  text: optional(anyText(3_000)),
  fields: optional(list(anyText(2_000), 10)),
  accessory: optional(elementIn("section")),
  expand: optional(boolean),
};

// https://docs.slack.dev/reference/block-kit/blocks/input-block
const input: Shape = {
  ...base,
  label: required(plainText(2_000)),
  element: required(elementIn("input")),
  dispatch_action: optional(boolean),
  hint: optional(plainText(2_000)),
  optional: optional(boolean),
};

// https://docs.slack.dev/reference/block-kit/blocks/data-table-block: a header and 1 to 100 rows, all
// of one length, and no rich_text in the header.
const dataRows: Check = (value, pointer, report) => {
  list(list(cell, 20), 101, 2)(value, pointer, report);
  const rows = Array.isArray(value) ? value.filter(Array.isArray) : [];
  const [header = []] = rows;
  if (rows.some((row) => row.length !== header.length)) {
    report(pointer, "all rows must have the same number of values");
  }
  if (asRecords(header).some(({ type }) => type === "rich_text")) {
    report(pointer, "rich_text is not allowed in header cells");
  }
};

const dataTable: Shape = {
  ...base,
  caption: required(string(3_000)),
  rows: required(dataRows),
  page_size: optional(whole(1, 100)),
  row_header_column_index: optional(whole(0, 19)),
};

const columnSetting = object({
  align: optional(oneOf("left", "center", "right")),
  is_wrapped: optional(boolean),
});

/** Every block type the workspace knows; https://docs.slack.dev/reference/block-kit/blocks names the surfaces. */
export const blockRules: Readonly<Record<string, BlockRule>> = {
  section: on(all, section),
  divider: on(all, base),
  // https://docs.slack.dev/reference/block-kit/blocks/header-block
  header: on(all, { ...base, text: required(plainText(150)), level: optional(whole(1, 4)) }),
  // https://docs.slack.dev/reference/block-kit/blocks/context-block
  context: on(all, { ...base, elements: required(list(contextElement, 10)) }),
  // https://docs.slack.dev/reference/block-kit/blocks/actions-block
  actions: on(all, { ...base, elements: required(list(elementIn("actions"), 25)) }),
  // https://docs.slack.dev/reference/block-kit/blocks/image-block
  image: on(all, { ...base, ...imageShape, title: optional(plainText(2_000)) }),
  input: on(all, input),
  // https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
  rich_text: on(all, { ...base, elements: required(list(anything, 1_000)) }),
  // https://docs.slack.dev/reference/block-kit/blocks/markdown-block
  markdown: on(["message"], { ...base, text: required(string(12_000)) }),
  // https://docs.slack.dev/reference/block-kit/blocks/plan-block
  plan: on(["message"], {
    ...base,
    title: required(string(3_000)),
    tasks: optional(list(object({ ...taskCard, type: optional(oneOf("task_card")) }), 50, 0)),
  }),
  task_card: on(["message"], taskCard),
  table: on(["message"], {
    ...base,
    rows: required(list(list(cell, 20), 100)),
    column_settings: optional(list(columnSetting, 20)),
  }),
  data_table: on(["message", "home"], dataTable),
};
