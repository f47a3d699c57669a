import { LogLevel, SocketModeClient } from "@slack/socket-mode";
import { WebClient } from "@slack/web-api";
import {
  type Manifest,
  startWorkspace,
  type Workspace,
  type WorkspaceOptions,
} from "../../../lab/workspace/index.ts";

/** Fake tokens, put together so that no scanner takes them for real ones. */
export const botToken = ["xoxb", "practice", "bot"].join("-");
export const appToken = ["xapp", "practice", "app"].join("-");

/** An app that may do everything the tests need. */
export const manifest: Manifest = {
  display_information: { name: "Handrail" },
  features: {
    app_home: { home_tab_enabled: true },
    bot_user: { display_name: "handrail" },
    slash_commands: [{ command: "/runbook", should_escape: true }],
    shortcuts: [{ name: "Start a runbook here", type: "message", callback_id: "start_here" }],
  },
  oauth_config: {
    scopes: {
      bot: [
        "commands",
        "app_mentions:read",
        "chat:write",
        "channels:read",
        "channels:join",
        "channels:history",
        "groups:history",
        "files:write",
        "files:read",
        "users:read",
      ],
    },
  },
  settings: {
    event_subscriptions: { bot_events: ["app_mention", "app_home_opened"] },
    interactivity: { is_enabled: true },
    socket_mode_enabled: true,
  },
};

/** The workspace most tests start from: two people, a public and a private channel. */
export const start = (changes: Partial<WorkspaceOptions> = {}): Promise<Workspace> =>
  startWorkspace({
    manifest,
    botToken,
    appToken,
    people: [
      { id: "U0ADA", name: "ada", realName: "Ada Lovelace", tz: "Europe/London" },
      { id: "U0GRACE", name: "grace", realName: "Grace Hopper", tz: "America/New_York" },
    ],
    channels: [
      { id: "C0INC", name: "incident-502", members: ["U0ADA", "U0GRACE"] },
      { id: "C0QUIET", name: "quiet", members: ["U0ADA"], isMember: false },
      { id: "G0CLOSED", name: "closed", isPrivate: true, members: ["U0ADA"], isMember: false },
      { id: "G0TEAM", name: "team", isPrivate: true, members: ["U0ADA"] },
    ],
    ...changes,
  });

/** A clock that stands still until it is moved. */
export function createClock(startAt = Date.UTC(2026, 10, 23, 3, 0, 0)) {
  let time = startAt;
  return {
    now: () => time,
    advance: (ms: number) => {
      time += ms;
    },
  };
}

/** The real WebClient, without its own retries. */
export const webClient = ({ apiUrl }: Workspace, token = botToken): WebClient =>
  new WebClient(token, {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logLevel: LogLevel.ERROR,
    logger: silent,
  });

/** Connects Slack's own client, which takes so many milliseconds to believe a connection dead, and to open a new one. */
export async function socketClient(
  { apiUrl }: Workspace,
  clientPingTimeout = 5_000,
): Promise<SocketModeClient> {
  const client = new SocketModeClient({
    appToken,
    logger: silent,
    clientPingTimeout,
    clientOptions: { slackApiUrl: apiUrl },
  });
  await client.start();
  return client;
}

/** The data of a refusal that the WebClient threw; fails where nothing was thrown. */
export async function refusal(call: Promise<unknown>): Promise<Readonly<Record<string, unknown>>> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Error && "data" in error && typeof error.data === "object") {
      return { ...error.data };
    }
    throw error;
  }
  throw new Error("The call was not refused.");
}

const nothing = () => {};
/** A logger that says nothing: the tests provoke errors on purpose. */
export const silent = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  getLevel: () => LogLevel.ERROR,
  setName: nothing,
};
