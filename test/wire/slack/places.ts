import { channel, type Exchange, ts, user } from "./exchange.ts";

const message = {
  type: "message",
  user,
  text: "Hello",
  ts,
  metadata: { event_type: "handrail", event_payload: { run: "r1" } },
};
const page = { messages: [message], has_more: false };
const firstPage = {
  ...page,
  has_more: true,
  response_metadata: { next_cursor: "bmV4dF90czoxNTEy" },
};

export const places: readonly Exchange[] = [
  {
    // https://docs.slack.dev/reference/methods/conversations.history
    method: "conversations.history",
    call: ({ conversations }) =>
      conversations.history({
        channel,
        oldest: "1503435955.5",
        include_all_metadata: true,
        limit: 9,
      }),
    sends: { channel, oldest: "1503435955.5", include_all_metadata: true, limit: 9 },
    answers: page,
    empty: { messages: [], has_more: false },
    pages: {
      answers: firstPage,
      next: ({ conversations }, cursor) => conversations.history({ channel, cursor }),
    },
    refusals: { channel_not_found: "refused", not_in_channel: "refused" },
  },
  {
    // https://docs.slack.dev/reference/methods/conversations.replies
    method: "conversations.replies",
    call: ({ conversations }) =>
      conversations.replies({ channel, ts, oldest: ts, latest: ts, inclusive: true, limit: 2 }),
    sends: { channel, ts, oldest: ts, latest: ts, inclusive: true, limit: 2 },
    answers: page,
    empty: { messages: [], has_more: false },
    pages: {
      answers: firstPage,
      next: ({ conversations }, cursor) => conversations.replies({ channel, ts, cursor }),
    },
    refusals: { thread_not_found: "refused", missing_scope: "refused" },
  },
  {
    // https://docs.slack.dev/reference/methods/conversations.info
    method: "conversations.info",
    call: ({ conversations }) => conversations.info({ channel }),
    sends: { channel },
    answers: { channel: { id: channel, name: "incident-502", is_channel: true, is_member: false } },
    refusals: {
      channel_not_found: "refused",
      channel_is_limited_access: "refused",
      missing_scope: "refused",
    },
  },
  {
    // https://docs.slack.dev/reference/methods/conversations.join
    method: "conversations.join",
    call: ({ conversations }) => conversations.join({ channel }),
    sends: { channel },
    // Who is in already is told so, and it is no error.
    answers: {
      channel: { id: channel, is_member: true },
      warning: "already_in_channel",
      response_metadata: { warnings: ["already_in_channel"] },
    },
    refusals: { method_not_supported_for_channel_type: "refused", is_archived: "refused" },
  },
  {
    // https://docs.slack.dev/reference/methods/users.info
    method: "users.info",
    call: ({ users }) => users.info({ user }),
    sends: { user },
    answers: {
      user: { id: user, name: "ana", tz: "Europe/Berlin", profile: { display_name: "" } },
    },
    refusals: { user_not_found: "refused", user_not_visible: "refused" },
  },
  {
    // https://docs.slack.dev/reference/methods/auth.test
    method: "auth.test",
    call: ({ auth }) => auth.test(),
    sends: {},
    answers: {
      url: "https://shop.slack.com/",
      team: "Shop",
      team_id: "T123ABC456",
      user_id: user,
      bot_id: "B123ABC456",
      is_enterprise_install: false,
    },
    refusals: { invalid_auth: "refused", token_revoked: "refused", internal_error: "doubt" },
  },
  {
    // https://docs.slack.dev/reference/methods/apps.connections.open
    method: "apps.connections.open",
    call: ({ apps }) => apps.connections.open({}),
    sends: {},
    answers: { url: "wss://wss.slack.com/link/?ticket=1234-5678" },
    refusals: { not_allowed_token_type: "refused", fatal_error: "doubt" },
  },
  {
    // https://docs.slack.dev/reference/methods/conversations.members
    method: "conversations.members",
    call: ({ conversations }) => conversations.members({ channel, limit: 999 }),
    sends: { channel, limit: 999 },
    answers: { members: [user] },
    empty: { members: [] },
    pages: {
      answers: { members: [user], response_metadata: { next_cursor: "bmV4dF90czoxNTEy" } },
      next: ({ conversations }, cursor) => conversations.members({ channel, cursor }),
    },
    refusals: { channel_not_found: "refused", missing_scope: "refused" },
  },
  {
    // https://docs.slack.dev/reference/methods/usergroups.users.list
    method: "usergroups.users.list",
    call: ({ usergroups }) => usergroups.users.list({ usergroup: "S0614TZR7" }),
    sends: { usergroup: "S0614TZR7" },
    answers: { users: [user] },
    empty: { users: [] },
    refusals: { no_such_subteam: "refused", missing_scope: "refused" },
  },
];
