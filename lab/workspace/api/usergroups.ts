import { Refusal } from "../rules/refusal.ts";
import { type Methods, scope, text } from "./method.ts";

/** usergroups.users.list. */
export const usergroupsMethods: Methods = {
  // https://docs.slack.dev/reference/methods/usergroups.users.list
  "usergroups.users.list": {
    token: "bot",
    scopes: scope("usergroups:read"),
    required: ["usergroup"],
    optional: ["include_disabled"],
    handle: (args, { state }) => {
      const group = state.data.userGroups.find(({ id }) => id === text(args, "usergroup"));
      if (!group) throw new Refusal("no_such_subteam");
      return { users: group.users };
    },
  },
};
