import type { TableBlock } from "@slack/types";
import type { Reading } from "#language";
import { plainLine } from "./escape.ts";
import { cutBytes } from "./limits.ts";

// What a person takes in at a glance; the rest stands behind the button.
const mostRows = 4;
const mostBytes = 200;

/**
 * The readings that matter most as a small table, at most one a message
 * (https://docs.slack.dev/reference/block-kit/blocks/table-block); none for no readings.
 */
export function readingsTable(readings: readonly Reading[]): readonly TableBlock[] {
  const shown = readings.filter(isTelling).slice(0, mostRows);
  if (shown.length === 0) return [];
  const isHeld = shown.some(({ threshold }) => threshold !== undefined);
  const row = (one: Reading) => [one.label, one.value, ...(isHeld ? [one.threshold ?? ""] : [])];
  const head = ["What was read", "Value", ...(isHeld ? ["Held against"] : [])];
  return [
    {
      type: "table",
      column_settings: head.map(() => ({ align: "left", is_wrapped: true })),
      rows: [head, ...shown.map(row)].map((cells) => cells.map(cell)),
    },
  ];
}

/** Whether the table leaves some of them out. */
export const isBeyondTable = (readings: readonly Reading[]): boolean =>
  readings.length > readings.filter(isTelling).slice(0, mostRows).length;

const isTelling = ({ aside }: Reading): boolean => aside !== true;

/** Slack refuses empty cells. */
const cell = (text: string) => ({
  type: "raw_text" as const,
  text: cutBytes(unitsKept(plainLine(text).trim()), mostBytes) || "–",
});

/** A narrow column shall not part a number from its unit. */
const unitsKept = (text: string): string =>
  text.replaceAll(/(\d) (?=(%|s|ms|MB|GB)(\W|$))/g, "$1\u00A0");
