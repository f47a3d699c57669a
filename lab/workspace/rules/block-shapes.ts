import { z } from "zod";
import { anything, list, oneByType, textShape, typed, whole } from "./checks.ts";
import { anyText, identifier, plainTextShape } from "./composition.ts";
import { elementIn, imageShape } from "./elements.ts";

/** Where blocks are shown. */
export type Surface = "message" | "modal" | "home";

const block = <Shape extends z.ZodRawShape>(type: string, shape: Shape) =>
  typed(type, { block_id: identifier.optional(), ...shape });

// https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
const richText = block("rich_text", { elements: list(anything, 1_000) });

// https://docs.slack.dev/reference/block-kit/blocks/table-block; an empty text is refused ("must be more than 0 characters",
// vercel/chat#373).
const raw = { text: textShape(3_000).optional(), value: anything.optional() };
const cell = oneByType([richText, typed("raw_text", raw), typed("raw_number", raw)]);

// https://docs.slack.dev/reference/block-kit/blocks/data-table-block: a header and 1 to 100 rows, all
// of one length, and no rich_text in the header.
const dataRows = list(list(cell, 20), 101, 2)
  .refine(([header, ...rows]) => rows.every((row) => row.length === header?.length), {
    message: "all rows must have the same number of values",
  })
  .refine(([header]) => header?.every(({ type }) => type !== "rich_text"), {
    message: "rich_text is not allowed in header cells",
  });

// https://docs.slack.dev/reference/block-kit/blocks/task-card-block
const taskCard = block("task_card", {
  task_id: textShape(255),
  title: textShape(3_000),
  details: richText.optional(),
  output: richText.optional(),
  sources: list(anything, 100, 0).optional(),
  status: z.enum(["pending", "in_progress", "complete", "error"]).optional(),
});

// https://docs.slack.dev/reference/block-kit/blocks/section-block
const section = block("section", {
  text: anyText(3_000).optional(),
  fields: list(anyText(2_000), 10).optional(),
  accessory: elementIn.section.optional(),
  expand: z.boolean().optional(),
}).refine(({ text, fields }) => text ?? fields, { message: "missing required field: text" });

// https://docs.slack.dev/reference/block-kit/blocks/image-block
const image = block("image", { ...imageShape, title: plainTextShape(2_000).optional() }).refine(
  ({ image_url: url, slack_file: file }) => url ?? file,
  { message: "missing required field: image_url" },
);

// https://docs.slack.dev/reference/block-kit/blocks/input-block
const input = block("input", {
  label: plainTextShape(2_000),
  element: elementIn.input,
  dispatch_action: z.boolean().optional(),
  hint: plainTextShape(2_000).optional(),
  optional: z.boolean().optional(),
});

const columnSetting = z.strictObject({
  align: z.enum(["left", "center", "right"]).optional(),
  is_wrapped: z.boolean().optional(),
});

const everywhere = [
  section,
  image,
  input,
  richText,
  block("divider", {}),
  // https://docs.slack.dev/reference/block-kit/blocks/header-block
  block("header", { text: plainTextShape(150), level: whole(1, 4).optional() }),
  // https://docs.slack.dev/reference/block-kit/blocks/context-block
  block("context", { elements: list(oneByType([typed("image", imageShape), anyText()]), 10) }),
  // https://docs.slack.dev/reference/block-kit/blocks/actions-block
  block("actions", { elements: list(elementIn.actions, 25) }),
];

const dataTable = block("data_table", {
  caption: textShape(3_000),
  rows: dataRows,
  page_size: whole(1, 100).optional(),
  row_header_column_index: whole(0, 19).optional(),
});

const inMessages = [
  // https://docs.slack.dev/reference/block-kit/blocks/markdown-block
  block("markdown", { text: textShape(12_000) }),
  // https://docs.slack.dev/reference/block-kit/blocks/plan-block
  block("plan", {
    title: textShape(3_000),
    tasks: list(taskCard.partial({ type: true }), 50, 0).optional(),
  }),
  taskCard,
  block("table", {
    rows: list(list(cell, 20), 100),
    column_settings: list(columnSetting, 20).optional(),
  }),
];

/** Every block that the workspace knows, by the surfaces that https://docs.slack.dev/reference/block-kit/blocks names. */
export const blockOn: { readonly [on in Surface]: z.ZodType } = {
  message: oneByType([...everywhere, ...inMessages, dataTable]),
  modal: oneByType(everywhere),
  home: oneByType([...everywhere, dataTable]),
};
