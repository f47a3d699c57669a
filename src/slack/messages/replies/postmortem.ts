import type { ModalView, SectionBlock } from "@slack/types";
import type { Flow } from "#language";
import { postmortem } from "../../../postmortem/postmortem.ts";
import type { Section } from "../../../postmortem/section.ts";
import type { Run } from "../../../run/run.ts";
import { header, section } from "../blocks/blocks.ts";
import { inOwnClock } from "../blocks/each-clock.ts";
import { escapeText, mention } from "../blocks/escape.ts";
import { toMrkdwn } from "../blocks/sentences.ts";
import { dayAndClock } from "../blocks/times.ts";
import { modal } from "../forms/modal.ts";

/** The whole postmortem to read; `own` are the titles of the sections that its team writes by hand. */
export function postmortemModal(flow: Flow, run: Run, own: readonly string[]): ModalView {
  const { title, sections } = postmortem(flow, run, own);
  return modal("Postmortem", inOwnClock(run, [header(title), ...paragraphs(sections)]), {});
}

export const paragraphs = (sections: readonly Section[]): readonly SectionBlock[] =>
  sections.map((one) => section([`*${one.title}*`, ...linesOf(one)].join("\n")));

function linesOf({ sentences, written }: Section): readonly string[] {
  if (written === undefined) return sentences.map(({ words }) => `• ${toMrkdwn(words)}`);
  const who = `_Written by ${mention(written.by)}, ${dayAndClock(written.at)}._`;
  return [fromMarkdown(written.text), who];
}

/**
 * Markdown that someone wrote, in mrkdwn: lists, bold text and headings; everything else stands as it was typed, so that
 * it makes no mention and no link.
 */
export const fromMarkdown = (text: string): string =>
  escapeText(text.trim())
    .split("\n")
    .map((line) =>
      line
        .replace(/^(\s*)[-*+]\s+/, "$1• ")
        .replace(/^#{1,6}\s+(\S.*)$/, (_, title: string) => `*${title.replaceAll("*", "")}*`)
        .replaceAll(/\*\*([^*]+)\*\*/g, "*$1*"),
    )
    .join("\n");
