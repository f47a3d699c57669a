import { escapeText } from "./escape.ts";

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
