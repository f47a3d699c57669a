import { asRecords, asText, isRecord, type JsonRecord } from "../json.ts";
import { control, type Form, inputField } from "./inputs.ts";
import { plain, renderText } from "./mrkdwn.ts";
import { bold, dim, type TerminalReader } from "./reader.ts";
import { richText } from "./rich-text.ts";
import { optionalRichText, table } from "./tables.ts";
import { fitTo, hang, wrap } from "./wrap.ts";

/** Blocks as lines of text; `form` holds what was entered, in modals. */
export const blockLines = (
  blocks: readonly JsonRecord[],
  reader: TerminalReader,
  form?: Form,
): readonly string[] => blocks.flatMap((block) => lines(block, reader, form));

function lines(block: JsonRecord, reader: TerminalReader, form?: Form): readonly string[] {
  const draw = drawings[asText(block.type) ?? ""];
  if (draw) return draw(block, reader);
  if (block.type === "input") return inputField(block, reader, form);
  return [`[${String(block.type)}]`];
}

type Draw = (block: JsonRecord, reader: TerminalReader) => readonly string[];

const drawings: Readonly<Record<string, Draw>> = {
  header: (block, reader) =>
    hang(wrap(bold(reader, renderText(block.text, reader)), reader.columns - 2), "▍ ", "▍ "),
  divider: (_block, reader) => ["─".repeat(reader.columns)],
  section,
  context: (block, reader) => {
    const parts = asRecords(block.elements).map((it) =>
      it.type === "image" ? `[${it.alt_text}]` : renderText(it, reader),
    );
    return wrap(parts.join(" · "), reader.columns).map((line) => dim(reader, line));
  },
  actions: (block, reader) => asRecords(block.elements).map((it) => `  ${control(it, reader)}`),
  image: (block, reader) => {
    const title = renderText(block.title, reader);
    return wrap(`[image: ${title ? `${title}. ` : ""}${block.alt_text}]`, reader.columns);
  },
  rich_text: (block, reader) => wrap(richText(block, reader), reader.columns),
  markdown: (block, reader) => wrap(plain(String(block.text)), reader.columns),
  table,
  data_table: table,
  plan: (block, reader) => [
    bold(reader, String(block.title)),
    ...asRecords(block.tasks).flatMap((task) => taskCard(task, reader)),
  ],
  task_card: taskCard,
};

function section(block: JsonRecord, reader: TerminalReader): readonly string[] {
  const text = block.text === undefined ? [] : wrap(renderText(block.text, reader), reader.columns);
  const accessory = isRecord(block.accessory) ? [accessoryLine(block.accessory, reader)] : [];
  return [...text, ...fieldLines(asRecords(block.fields), reader), ...accessory];
}

const accessoryLine = (accessory: JsonRecord, reader: TerminalReader): string =>
  accessory.type === "image" ? `[image: ${accessory.alt_text}]` : `  ${control(accessory, reader)}`;

/** Fields stand two side by side where there is room, as on a wide screen. */
function fieldLines(fields: readonly JsonRecord[], reader: TerminalReader): readonly string[] {
  const half = Math.floor((reader.columns - 2) / 2);
  if (half < 30) return fields.flatMap((field) => wrap(renderText(field, reader), reader.columns));
  const rows: string[] = [];
  for (let at = 0; at < fields.length; at += 2) {
    const left = wrap(renderText(fields[at], reader), half);
    const right = fields[at + 1] ? wrap(renderText(fields[at + 1], reader), half) : [];
    for (let line = 0; line < Math.max(left.length, right.length); line += 1) {
      rows.push(`${fitTo(left[line] ?? "", half)}  ${right[line] ?? ""}`.trimEnd());
    }
  }
  return rows;
}

const taskSigns: Readonly<Record<string, string>> = {
  pending: "○",
  in_progress: "▸",
  complete: "✔",
  error: "✘",
};

function taskCard(task: JsonRecord, reader: TerminalReader): readonly string[] {
  const sign = taskSigns[asText(task.status) ?? ""] ?? "○";
  const more = [task.details, task.output].map((it) => optionalRichText(it, reader));
  const rest = more.filter((text) => text !== "").flatMap((text) => wrap(text, reader.columns - 4));
  return [
    ...hang(wrap(String(task.title), reader.columns - 4), `  ${sign} `, "    "),
    ...hang(rest, "    ", "    "),
  ];
}
