import type { KnownBlock, ModalView } from "@slack/types";
import { section } from "../blocks/blocks.ts";
import { fallbackText } from "../blocks/fallback.ts";
import { fitBlocks } from "../blocks/limits.ts";
import { modal } from "../forms/modal.ts";

/** An answer that only the person who asked sees: ephemeral or through the response_url. */
export interface Reply {
  readonly blocks: readonly KnownBlock[];
  readonly text: string;
}

/** Blocks as an answer within all limits, with a fallback that says the same. */
export function replyWith(blocks: readonly KnownBlock[]): Reply {
  const fitted = fitBlocks(blocks);
  return { blocks: fitted, text: fallbackText(fitted) };
}

/** A reply as a modal, for those who asked in one. */
export const replyModal = ({ blocks, text }: Reply): ModalView =>
  modal("Handrail", blocks.length > 0 ? blocks : [section(text)], {});

/** One sentence that only the requester sees; mrkdwn. */
export const replySentence = (text: string): Reply => replyWith([section(text)]);
