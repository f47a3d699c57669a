import { identity } from "../identity.ts";
import { botName } from "../manifest.ts";
import type { Person } from "../model.ts";
import { Refusal } from "../rules/refusal.ts";
import type { WorkspaceState } from "../state.ts";
import { botMethod, type Methods, scope, textArgument } from "./method.ts";

/** users.info. */
export const usersMethods: Methods = {
  // https://docs.slack.dev/reference/methods/users.info
  "users.info": botMethod(
    scope("users:read"),
    "user",
    "include_locale",
    (args, { state, manifest }) => {
      const id = textArgument(args, "user");
      if (id === identity.botUserId) return { user: botJson(botName(manifest)) };
      const person = state.person(id);
      if (!person) throw new Refusal("user_not_found");
      return { user: personJson(state, person) };
    },
  ),
};

/** A user as the Web API shows it: https://docs.slack.dev/reference/objects/user-object */
const personJson = (state: WorkspaceState, person: Person) => ({
  id: person.id,
  team_id: person.teamId ?? identity.teamId,
  name: person.name,
  deleted: person.isDeactivated ?? false,
  real_name: person.realName,
  tz: person.tz,
  profile: { real_name: person.realName, display_name: person.name },
  is_bot: person.isBot ?? false,
  // "is_restricted: a guest user; is_ultra_restricted, in combination with it: a single-channel guest".
  is_restricted: person.guest !== undefined,
  is_ultra_restricted: person.guest === "single",
  // "is_stranger: belongs to a different workspace, and isn't in any shared channels visible to your app".
  ...(person.teamId !== undefined && { is_stranger: !isInShared(state, person) }),
});

const isInShared = ({ data }: WorkspaceState, { id }: Person): boolean =>
  data.channels.some(
    ({ isShared, isMember, members }) => isShared && isMember && members.includes(id),
  );

const botJson = (name: string) => ({
  id: identity.botUserId,
  team_id: identity.teamId,
  name,
  deleted: false,
  real_name: name,
  profile: { real_name: name, display_name: name, bot_id: identity.botId },
  is_bot: true,
});

export const usergroupsMethods: Methods = {
  // https://docs.slack.dev/reference/methods/usergroups.users.list
  "usergroups.users.list": botMethod(
    scope("usergroups:read"),
    "usergroup",
    "include_disabled",
    (args, { state }) => {
      const group = state.data.userGroups.find(({ id }) => id === textArgument(args, "usergroup"));
      if (!group) throw new Refusal("no_such_subteam");
      return { users: group.users };
    },
  ),
};
