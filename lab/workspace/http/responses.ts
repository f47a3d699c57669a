import { remove } from "../api/edits.ts";
import type { WorkspaceContext } from "../context.ts";
import { asRecords, asText, type JsonRecord } from "../json.ts";
import type { Message, ResponseUrl } from "../model.ts";
import { post, theBot, withBlockIds } from "../posting.ts";
import { requireBlocks } from "../rules/messages.ts";
import { Refusal } from "../rules/refusal.ts";

// https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
const mostUses = 5;
const lifeMs = 30 * 60_000;

/** Makes a response_url for something a person did in a channel; the bot need not be in it. */
export function issueResponseUrl(
  { state, baseUrl }: WorkspaceContext,
  personId: string,
  channelId: string,
  originalTs: string | null,
): string {
  const id = state.nextId("response-");
  const createdAt = state.now();
  state.data.responseUrls[id] = { id, personId, channelId, originalTs, createdAt, uses: 0 };
  return `${baseUrl()}/response/${id}`;
}

/** Does what was posted to a response_url; refuses after five uses or 30 minutes. */
export function respond(context: WorkspaceContext, id: string, body: JsonRecord): void {
  const { state } = context;
  const url = state.data.responseUrls[id];
  // The words of the refusals are not documented.
  if (!url) throw new Refusal("no_such_url");
  if (state.now() - url.createdAt > lifeMs) throw new Refusal("expired_url");
  if (url.uses >= mostUses) throw new Refusal("used_url");
  requireBlocks(body.blocks, context.settings.lacks);
  url.uses += 1;
  applyResponse(context, url, body);
}

/** Shows a response to the person, or to the channel where it says in_channel. */
export function applyResponse(
  context: WorkspaceContext,
  url: Pick<ResponseUrl, "channelId" | "personId" | "originalTs">,
  body: JsonRecord,
): void {
  const { state } = context;
  const original = state.message(url.channelId, url.originalTs ?? "");
  if (body.delete_original === true && original) remove(state, original);
  else if (body.replace_original === true && original) replace(context, original, body);
  else answer(context, url, body);
}

function answer(
  context: WorkspaceContext,
  url: Pick<ResponseUrl, "channelId" | "personId">,
  body: JsonRecord,
): void {
  const text = asText(body.text) ?? "";
  const blocks = asRecords(body.blocks);
  if (text === "" && blocks.length === 0) return;
  post(context, {
    channelId: url.channelId,
    author: theBot,
    text,
    blocks,
    threadTs: asText(body.thread_ts) ?? null,
    ephemeralFor: body.response_type === "in_channel" ? null : url.personId,
  });
}

function replace({ state }: WorkspaceContext, original: Message, body: JsonRecord): void {
  original.text = asText(body.text) ?? "";
  original.blocks = withBlockIds(state, asRecords(body.blocks));
  original.editedTs = state.nextTs();
  state.changed("message", `${original.channelId} ${original.ts}`);
}
