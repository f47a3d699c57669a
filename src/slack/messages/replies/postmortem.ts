import type { ModalView } from "@slack/types";
import type { Flow } from "#language";
import { postmortem } from "../../../postmortem/postmortem.ts";
import type { Run } from "../../../run/run.ts";
import { header } from "../blocks/blocks.ts";
import { paragraphs } from "../blocks/postmortem-sections.ts";
import { modal } from "../forms/modal.ts";
import { inOwnClock } from "./status.ts";

/** The whole postmortem to read; `own` are the titles of the sections that its team writes by hand. */
export function postmortemModal(flow: Flow, run: Run, own: readonly string[]): ModalView {
  const { title, sections } = postmortem(flow, run, own);
  return modal("Postmortem", inOwnClock(run, [header(title), ...paragraphs(sections)]), {});
}
