import type { ModalView } from "@slack/types";
import type { FilesRead, FromFiles, Json } from "#language";
import type { Handle } from "../../requests/button-value.ts";
import { button, row, section } from "../blocks/blocks.ts";
import { encodeMetadata, keptIn } from "../blocks/form-metadata.ts";
import { inputBlocks } from "./input-blocks.ts";
import { modal } from "./modal.ts";

/** What was read from files, to be confirmed, and questions for what stayed unknown only. */
export function foundForm(handle: Handle, read: FilesRead, files: FromFiles): ModalView {
  const own = { run: handle.run ?? "", visit: handle.visit ?? "" };
  return modal(
    "Is this right?",
    [
      section("It counts once you confirm it."),
      ...inputBlocks(files.page(read)),
      ...row([
        button("Correct it by hand", { act: "correctConfig", ...own }),
        button("Read something else", { act: "readConfig", ...own }),
      ]),
    ],
    {
      submit: "Take these answers",
      metadata: metadataOf({ act: "takeConfig", ...own }, read.answer ?? null, files),
    },
  );
}

/** Names of files can be too long to keep; the values never are. */
const metadataOf = (handle: Handle, answer: Json, files: FromFiles): string =>
  encodeMetadata(handle, { read: answer }) ??
  encodeMetadata(handle, { read: files.shorter(answer) }) ??
  "";

/** The answer that a page of {@link foundForm} holds. */
export const readIn = (metadata: string): Json | undefined =>
  keptIn(metadata).read as Json | undefined;
