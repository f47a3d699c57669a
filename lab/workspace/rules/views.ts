import { z } from "zod";
import { asRecords, isRecord, type JsonRecord } from "../json.ts";
import { problemsOfBlocks } from "./blocks.ts";
import { anything, check, type Report, textShape, typed } from "./checks.ts";
import { plainTextShape } from "./composition.ts";

const shared = {
  blocks: anything,
  private_metadata: textShape(3_000, 0).optional(),
  callback_id: textShape(255, 0).optional(),
  external_id: textShape(255, 0).optional(),
};

const shapes = {
  // https://docs.slack.dev/reference/views/modal-views
  modal: typed("modal", {
    ...shared,
    title: plainTextShape(24),
    submit: plainTextShape(24).optional(),
    close: plainTextShape(24).optional(),
    clear_on_close: z.boolean().optional(),
    notify_on_close: z.boolean().optional(),
    submit_disabled: z.boolean().optional(),
  }),
  // https://docs.slack.dev/reference/views/home-tab-views
  home: typed("home", shared),
};

/** What Slack would say against a view, "[ERROR] …" lines, none when all is well. */
export function problemsOfView(view: unknown, type: "modal" | "home"): readonly string[] {
  if (!isRecord(view)) return ["[ERROR] must provide an object [json-pointer:/view]"];
  const problems: string[] = [];
  const report: Report = (place, problem) =>
    void problems.push(`[ERROR] ${problem} [json-pointer:${place}]`);
  check(shapes[type], view, "/view", report);
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
