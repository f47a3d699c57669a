import type { ModalView } from "@slack/types";
import { section } from "../blocks/blocks.ts";
import { modal } from "../forms/modal.ts";
import type { Reply } from "./reply.ts";

/** A reply as a modal, for those who asked in one. */
export const replyModal = ({ blocks, text }: Reply): ModalView =>
  modal("Handrail", blocks.length > 0 ? blocks : [section(text)], {});
