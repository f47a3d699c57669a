import type { HomeView, ModalView } from "@slack/types";
import { blocks, channel, type Exchange, ts, user } from "./exchange.ts";

const metadata = {
  event_type: "handrail",
  event_payload: { run: "r1", key: "card", generation: 1 },
};
const posted = {
  channel,
  ts,
  message: { type: "message", subtype: "bot_message", text: "5 < 6 & 7", bot_id: "B123ABC456", ts },
};
const view: ModalView = { type: "modal", title: { type: "plain_text", text: "Start" }, blocks };
const home: HomeView = { type: "home", blocks };
const opened = {
  view: { id: "VMHU10V25", team_id: "T8N4K1JN", type: "modal", hash: "156772938.1827394" },
};

export const chat: readonly Exchange[] = [
  {
    // https://docs.slack.dev/reference/methods/chat.postMessage
    method: "chat.postMessage",
    call: ({ chat }) =>
      chat.postMessage({
        channel,
        text: "5 &lt; 6 &amp; 7 “—”",
        blocks: blocks,
        metadata,
        thread_ts: ts,
        reply_broadcast: true,
        unfurl_links: false,
      }),
    sends: {
      channel,
      text: "5 &lt; 6 &amp; 7 “—”",
      blocks,
      metadata,
      thread_ts: ts,
      reply_broadcast: true,
      unfurl_links: false,
    },
    answers: posted,
    refusals: {
      not_in_channel: "refused",
      is_archived: "refused",
      invalid_blocks: "refused",
      restricted_action_non_threadable_channel: "refused",
      message_limit_exceeded: "wait",
      rate_limited: "wait",
      duplicate_message_not_found: "doubt",
      service_unavailable: "doubt",
    },
  },
  {
    // https://docs.slack.dev/reference/methods/chat.update
    method: "chat.update",
    call: ({ chat }) => chat.update({ channel, ts, text: "Now", blocks: blocks }),
    sends: { channel, ts, text: "Now", blocks },
    answers: { channel, ts, text: "Now" },
    refusals: {
      message_not_found: "refused",
      cant_update_message: "refused",
      edit_window_closed: "refused",
      block_mismatch: "refused",
      request_timeout: "doubt",
    },
  },
  {
    // https://docs.slack.dev/reference/methods/chat.postEphemeral
    method: "chat.postEphemeral",
    call: ({ chat }) => chat.postEphemeral({ channel, user, text: "For you", thread_ts: ts }),
    sends: { channel, user, text: "For you", thread_ts: ts },
    answers: { message_ts: ts },
    refusals: { user_not_in_channel: "refused", channel_not_found: "refused" },
  },
  {
    // https://docs.slack.dev/reference/methods/views.open
    method: "views.open",
    call: ({ views }) => views.open({ trigger_id: "12345.98765.abcd2358fdea", view }),
    sends: { trigger_id: "12345.98765.abcd2358fdea", view },
    answers: opened,
    refusals: { expired_trigger_id: "refused", exchanged_trigger_id: "refused" },
  },
  {
    // https://docs.slack.dev/reference/methods/views.push
    method: "views.push",
    call: ({ views }) => views.push({ trigger_id: "12345.98765.abcd2358fdea", view }),
    sends: { trigger_id: "12345.98765.abcd2358fdea", view },
    answers: opened,
    refusals: { push_limit_reached: "refused", expired_trigger_id: "refused" },
  },
  {
    // https://docs.slack.dev/reference/methods/views.update
    method: "views.update",
    call: ({ views }) => views.update({ view_id: "VMHU10V25", view }),
    sends: { view_id: "VMHU10V25", view },
    answers: opened,
    refusals: { not_found: "refused", hash_conflict: "refused" },
  },
  {
    // https://docs.slack.dev/reference/methods/views.publish
    method: "views.publish",
    call: ({ views }) => views.publish({ user_id: user, view: home }),
    sends: { user_id: user, view: home },
    answers: { view: { ...opened.view, type: "home" } },
    refusals: { not_enabled: "refused", view_too_large: "refused" },
  },
  {
    // https://docs.slack.dev/reference/methods/chat.delete
    method: "chat.delete",
    call: ({ chat }) => chat.delete({ channel, ts }),
    sends: { channel, ts },
    answers: { channel, ts },
    refusals: { message_not_found: "refused", cant_delete_message: "refused" },
  },
];
