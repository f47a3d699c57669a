import { asRecords, isRecord, type JsonRecord } from "../json.ts";
import { problemsOfBlocks } from "./blocks.ts";
import {
  anything,
  boolean,
  checkShape,
  oneOf,
  optional,
  type Report,
  required,
  type Shape,
  string,
} from "./checks.ts";
import { plainText } from "./composition.ts";

const shared: Shape = {
  blocks: required(anything),
  private_metadata: optional(string(3_000, 0)),
  callback_id: optional(string(255, 0)),
  external_id: optional(string(255, 0)),
};

// https://docs.slack.dev/reference/views/modal-views
const modal: Shape = {
  ...shared,
  type: required(oneOf("modal")),
  title: required(plainText(24)),
  submit: optional(plainText(24)),
  close: optional(plainText(24)),
  clear_on_close: optional(boolean),
  notify_on_close: optional(boolean),
  submit_disabled: optional(boolean),
};

// https://docs.slack.dev/reference/views/home-tab-views
const home: Shape = { ...shared, type: required(oneOf("home")) };

/** What Slack would say against a view, "[ERROR] …" lines, none when all is well. */
export function problemsOfView(view: unknown, type: "modal" | "home"): readonly string[] {
  if (!isRecord(view)) return ["[ERROR] must provide an object [json-pointer:/view]"];
  const problems: string[] = [];
  const report: Report = (place, problem) =>
    void problems.push(`[ERROR] ${problem} [json-pointer:${place}]`);
  checkShape(view, type === "modal" ? modal : home, "/view", report);
  problems.push(...problemsOfBlocks(view.blocks ?? [], type, "/view/blocks"));
  if (type === "modal" && Array.isArray(view.blocks) && view.blocks.length === 0) {
    report("/view/blocks", "no fewer than 1 items allowed");
  }
  if (type === "modal" && lacksSubmit(view)) {
    report("/view", "submit is required when an input block is within blocks");
  }
  return problems;
}

const lacksSubmit = (view: JsonRecord): boolean =>
  view.submit === undefined && asRecords(view.blocks).some((block) => block.type === "input");
