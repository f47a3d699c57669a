import type { WebClient } from "@slack/web-api";
import type { SentMessage } from "../../engine/ports.ts";
import { SlackRefused } from "../../run/errors.ts";
import type { CanvasMessage } from "../messages/blocks/message.ts";
import { errorFor, failureOf } from "./failures.ts";
import { hashOf } from "./message-identity.ts";
import type { Sheet } from "./message-rows.ts";

/**
 * Makes a run's canvas in the channel's tabs, once, and writes it anew when its content changes. Nothing tells afterwards whether
 * a canvas was made whose answer was lost, so that one is never made twice: a row without a file stands for "perhaps".
 * Rejects with SlackRefused where the workspace has no canvas or none to spare, and once where it is not known.
 */
export async function sendCanvas(
  client: WebClient,
  sheet: Sheet,
  message: CanvasMessage,
): Promise<void> {
  const { key } = message;
  const row: SentMessage = { key, ts: "", generation: 1, ...sheet.row(key), hash: hashOf(message) };
  const before = sheet.row(key);
  if (before?.file !== undefined) {
    await write(client, before.file, message);
    return sheet.put({ ...row, ts: before.file });
  }
  const isPerhapsMade = before !== undefined && before.hash !== "";
  if (!isPerhapsMade) {
    await sheet.put({ ...row, ts: "" });
    const id = await make(client, sheet, message);
    if (id !== undefined) return sheet.put({ ...row, ts: id, file: id });
  }
  await sheet.put({ ...row, ts: perhaps });
  if (!isPerhapsMade) throw new SlackRefused(unknown);
}

const unknown =
  "Slack gave no answer to making the canvas of the postmortem, so it is not known whether there is one. It is not made twice.";

/** Stands for the id of a canvas of which nobody knows whether it was made. */
const perhaps = "perhaps";

/** Its id; undefined when the answer was lost. Where it certainly was not made, the row says so. */
async function make(
  client: WebClient,
  sheet: Sheet,
  { key, title, content }: CanvasMessage,
): Promise<string | undefined> {
  try {
    const { canvas_id } = await client.canvases.create({
      title,
      // Free workspaces take canvases as tabs of a channel only: https://docs.slack.dev/reference/methods/canvases.create
      channel_id: sheet.run.place.channel,
      document_content: { type: "markdown", markdown: content },
    });
    return canvas_id ?? perhaps;
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind === "doubt") return undefined;
    await sheet.put({ key, ts: "", hash: "", generation: 1 });
    throw refusedOr(error);
  }
}

async function write(client: WebClient, id: string, { content }: CanvasMessage): Promise<void> {
  const document_content = { type: "markdown", markdown: content } as const;
  try {
    await client.canvases.edit({
      canvas_id: id,
      changes: [{ operation: "replace", document_content }],
    });
  } catch (error) {
    throw refusedOr(error);
  }
}

/** A workspace that refuses a canvas once will refuse it again. */
function refusedOr(error: unknown): Error {
  const failure = failureOf(error);
  return failure.kind === "refused"
    ? new SlackRefused(`There is no canvas of the postmortem. (Slack says ${failure.code}.)`)
    : errorFor(error);
}
