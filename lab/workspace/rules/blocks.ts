import { asRecord, asRecords, asText, isRecord, type JsonRecord } from "../json.ts";
import { blockOn, type Surface } from "./block-shapes.ts";
import { check, type Report } from "./checks.ts";

// https://docs.slack.dev/reference/block-kit/blocks: 50 in a message, 100 in a modal or Home tab.
const mostBlocks: Readonly<Record<Surface, number>> = { message: 50, modal: 100, home: 100 };

// About 12,000 characters over all blocks of a message (not documented; slackapi/bolt-js#2509, #2867). The details and
// output of a task count twice (measured with streamed plans, openclaw/openclaw#143882).
const mostCharacters = 12_000;
const countedTwice = new Set(["details", "output"]);

// https://docs.slack.dev/reference/block-kit/blocks/data-table-block: 10,000 over all cells.
const mostTableCharacters = 10_000;

/**
 * What Slack would say against these blocks, "[ERROR] …" lines, none when all is well. `lacks`: types that this workspace does
 * not know.
 */
export function problemsOfBlocks(
  blocks: unknown,
  surface: Surface,
  pointer = "/blocks",
  lacks: readonly string[] = [],
): readonly string[] {
  const problems: string[] = [];
  const report: Report = (place, problem) =>
    void problems.push(`[ERROR] ${problem} [json-pointer:${place}]`);
  if (!Array.isArray(blocks)) return [`[ERROR] must provide an array [json-pointer:${pointer}]`];
  if (blocks.length > mostBlocks[surface]) {
    report(pointer, `no more than ${mostBlocks[surface]} items allowed`);
  }
  for (const [index, block] of blocks.entries()) {
    const place = `${pointer}/${index}`;
    if (lacks.includes(typeOf(block)))
      report(`${place}/type`, `unsupported type: ${typeOf(block)}`);
    else check(blockOn[surface], block, place, report);
  }
  checkTogether(asRecords(blocks), surface, pointer, report);
  return problems;
}

const typeOf = (block: unknown): string => String(asRecord(block).type);

function checkTogether(
  blocks: readonly JsonRecord[],
  surface: Surface,
  pointer: string,
  report: Report,
): void {
  const blockIds = blocks.flatMap((block) => asText(block.block_id) ?? []);
  checkUnique(blockIds, "block_id", pointer, report);
  for (const [index, block] of blocks.entries()) {
    // https://docs.slack.dev/reference/block-kit/block-elements: unique within the block it is in.
    checkUnique(allValues([block], "action_id"), "action_id", `${pointer}/${index}`, report);
  }
  checkNumbers(blocks, pointer, report);
  if (surface === "message" && countCharacters(blocks) > mostCharacters) {
    report(pointer, `blocks hold more than ${mostCharacters} characters in all`);
  }
}

function checkUnique(
  found: readonly string[],
  name: string,
  pointer: string,
  report: Report,
): void {
  const twice = found.find((value, index) => found.indexOf(value) !== index);
  if (twice !== undefined) report(pointer, `${name} "${twice}" already exists`);
}

/** One plan and one table a message, and no task_card beside a plan: the pages of those blocks. */
function checkNumbers(blocks: readonly JsonRecord[], pointer: string, report: Report): void {
  const count = (...types: readonly string[]) =>
    blocks.filter((block) => types.includes(asText(block.type) ?? "")).length;
  if (count("plan") > 1) report(pointer, "only one plan block allowed");
  if (count("table", "data_table") > 1) report(pointer, "only_one_table_allowed");
  if (count("plan") > 0 && count("task_card") > 0) {
    report(pointer, "task_card blocks are not allowed beside a plan block");
  }
  // https://docs.slack.dev/reference/block-kit/blocks/plan-block
  checkUnique(allValues(blocks, "task_id"), "task_id", pointer, report);
  const tables = blocks.filter((block) => /table$/.test(asText(block.type) ?? ""));
  if (countCharacters(tables) > mostTableCharacters) {
    report(pointer, `table cells hold more than ${mostTableCharacters} characters`);
  }
}

/** All values of a field, at any depth. */
function allValues(value: unknown, name: string): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => allValues(item, name));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === name && typeof inner === "string" ? [inner] : allValues(inner, name),
  );
}

const shown = new Set(["text", "title", "alt_text", "caption"]);

/** Characters people see: the texts of all blocks, at any depth, but not ids and values of buttons. */
function countCharacters(value: unknown, key = ""): number {
  if (typeof value === "string") return shown.has(key) ? value.length : 0;
  if (Array.isArray(value)) return value.reduce((sum, item) => sum + countCharacters(item, key), 0);
  if (!isRecord(value)) return 0;
  return Object.entries(value).reduce(
    (sum, [name, inner]) => sum + countCharacters(inner, name) * (countedTwice.has(name) ? 2 : 1),
    0,
  );
}
