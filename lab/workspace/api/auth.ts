import { identity } from "../identity.ts";
import { botName } from "../manifest.ts";
import { Refusal } from "../rules/refusal.ts";
import { botMethod, type Methods, scope } from "./method.ts";

/** auth.test and apps.connections.open. */
export const authMethods: Methods = {
  // https://docs.slack.dev/reference/methods/auth.test
  "auth.test": botMethod(scope(), "", "", (_args, { manifest, baseUrl }) => ({
    url: `${baseUrl()}/`,
    team: identity.teamName,
    user: botName(manifest),
    team_id: identity.teamId,
    user_id: identity.botUserId,
    bot_id: identity.botId,
    is_enterprise_install: false,
  })),
  // https://docs.slack.dev/reference/methods/apps.connections.open
  "apps.connections.open": {
    token: "app",
    scopes: scope(),
    required: [],
    optional: [],
    handle: (_args, { manifest, sockets, baseUrl }) => {
      // The answer while Socket Mode is switched off is not documented.
      if (manifest.settings?.socket_mode_enabled !== true) throw new Refusal("forbidden_team");
      return { url: `${baseUrl().replace(/^http/, "ws")}${sockets.ticket()}` };
    },
  },
};
