import type { SectionBlock } from "@slack/types";
import type { Section } from "../../../postmortem/section.ts";
import { section } from "./blocks.ts";
import { escapeText, mention } from "./escape.ts";
import { toMrkdwn } from "./mrkdwn.ts";
import { dayAndClock } from "./times.ts";

/** The sections of a postmortem as they are read in Slack, one block each. */
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
