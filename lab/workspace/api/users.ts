import { identity } from "../identity.ts";
import { botName } from "../manifest.ts";
import type { Person } from "../model.ts";
import { Refusal } from "../rules/refusal.ts";
import { type Methods, scope, text } from "./method.ts";

/** users.info. */
export const usersMethods: Methods = {
  // https://docs.slack.dev/reference/methods/users.info
  "users.info": {
    token: "bot",
    scopes: scope("users:read"),
    required: ["user"],
    optional: ["include_locale"],
    handle: (args, { state, manifest }) => {
      const id = text(args, "user");
      if (id === identity.botUserId) return { user: botJson(botName(manifest)) };
      const person = state.person(id);
      if (!person) throw new Refusal("user_not_found");
      return { user: personJson(person) };
    },
  },
};

/** A user as the Web API shows it: https://docs.slack.dev/reference/objects/user-object */
const personJson = (person: Person) => ({
  id: person.id,
  team_id: identity.teamId,
  name: person.name,
  deleted: false,
  real_name: person.realName,
  tz: person.tz,
  profile: { real_name: person.realName, display_name: person.name },
  is_bot: false,
});

const botJson = (name: string) => ({
  id: identity.botUserId,
  team_id: identity.teamId,
  name,
  deleted: false,
  real_name: name,
  profile: { real_name: name, display_name: name, bot_id: identity.botId },
  is_bot: true,
});
