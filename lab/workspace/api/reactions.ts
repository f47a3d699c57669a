import { identity } from "../identity.ts";
import { joinedChannel } from "../rules/channels.ts";
import { Refusal } from "../rules/refusal.ts";
import { findMessage } from "./chat.ts";
import { botMethod, type Methods, scope, textArgument } from "./method.ts";

export const reactionsMethods: Methods = {
  // https://docs.slack.dev/reference/methods/reactions.add
  "reactions.add": botMethod(
    scope("reactions:write"),
    "channel timestamp name",
    "",
    (args, { state }) => {
      const channel = joinedChannel(state, textArgument(args, "channel"));
      const message = findMessage(state.message(channel.id, textArgument(args, "timestamp")));
      const name = textArgument(args, "name");
      const users = message.reactions.find((reaction) => reaction.name === name)?.users ?? [];
      if (users.includes(identity.botUserId)) throw new Refusal("already_reacted");
      message.reactions = [
        ...message.reactions.filter((reaction) => reaction.name !== name),
        { name, users: [...users, identity.botUserId] },
      ];
      state.changed("message", `${channel.id} ${message.ts}`);
      return {};
    },
  ),
};
