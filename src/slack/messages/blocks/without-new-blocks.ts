import type { KnownBlock, PlanBlock, TableBlock, TaskCardBlock } from "@slack/types";
import { section } from "./blocks.ts";
import { escapeLine } from "./escape.ts";
import { toMrkdwnLine } from "./sentences.ts";

export type Newer = "plan" | "table";

export const newerIn = (blocks: readonly KnownBlock[]): readonly Newer[] =>
  (["plan", "table"] as const).filter((newer) => blocks.some(({ type }) => type === newer));

/** The same blocks in sections, which every workspace shows. */
export const withoutNewBlocks = (blocks: readonly KnownBlock[]): readonly KnownBlock[] =>
  blocks.map((block) => {
    if (block.type === "plan") return section(planLines(block, signed).join("\n"));
    return block.type === "table" ? section(tableLines(block).join("\n")) : block;
  });

/** A plan in mrkdwn, a line for each step; `put` writes the step's state in front of it. */
export const planLines = (
  { title, tasks = [] }: PlanBlock,
  put: (status: TaskCardBlock["status"], title: string) => string,
): readonly string[] => [
  `*${escapeLine(title)}*`,
  ...tasks.filter(isTask).map((task) => taskLine(task, put)),
];

/** The rows of a table in mrkdwn: "Failures: *12 of 240,000* (expected ≤ 0.1 %)". */
export function tableLines({ rows }: TableBlock): readonly string[] {
  const [head = [], ...rest] = rows.map((row) => row.map(cellText));
  return rest.map(([label = "", value = "", held = ""]) => {
    const against =
      held === "" || held === "–" ? "" : ` (${(head[2] ?? "").toLowerCase()} ${held})`;
    return `${label}: *${value.replaceAll("*", "∗")}*${against}`;
  });
}

const isTask = (task: object): task is TaskCardBlock => "type" in task && task.type === "task_card";

function taskLine(
  { status, title, details, output }: TaskCardBlock,
  put: (status: TaskCardBlock["status"], title: string) => string,
): string {
  const more = [details, output].flatMap((text) => (text ? [toMrkdwnLine(text)] : []));
  return [put(status, escapeLine(title)), ...more].join(more.length > 0 ? " " : "");
}

const signs: { readonly [Status in TaskCardBlock["status"]]: string } = {
  pending: "·",
  in_progress: "→",
  complete: "✓",
  error: "×",
};

const signed = (status: TaskCardBlock["status"], title: string): string =>
  `${signs[status]} ${status === "in_progress" || status === "error" ? `*${title}*` : title}${status === "pending" ? "" : ":"}`;

const cellText = (cell: TableBlock["rows"][number][number]): string =>
  "text" in cell ? escapeLine(cell.text) : "";
