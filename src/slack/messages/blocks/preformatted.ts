import type { RichTextBlock } from "@slack/types";
import { cut } from "./limits.ts";

/** Text as it is, in letters of one width, without marks that it could break out of. */
export const preformatted = (text: string): RichTextBlock => ({
  type: "rich_text",
  elements: [
    {
      type: "rich_text_preformatted",
      elements: [{ type: "text", text: text.trim() === "" ? "–" : cut(text, mostCharacters) }],
    },
  ],
});

// A block's text takes 3,000.
const mostCharacters = 2_900;
