import type { SectionBlock } from "@slack/types";
import type { Section } from "../../engine/postmortem.ts";
import { section } from "./blocks.ts";
import { toMrkdwn } from "./words.ts";

/** The sections of a postmortem as they are read in Slack, one block each. */
export const paragraphs = (sections: readonly Section[]): readonly SectionBlock[] =>
  sections.map(({ title, sentences }) => {
    const lines = sentences.map(({ words }) => `• ${toMrkdwn(words)}`);
    return section([`*${title}*`, ...lines].join("\n"));
  });
