import { authMethods } from "./auth.ts";
import { chatMethods } from "./chat.ts";
import { conversationsMethods } from "./conversations.ts";
import { editMethods } from "./edits.ts";
import { filesMethods } from "./files.ts";
import type { Methods } from "./method.ts";
import { reactionsMethods } from "./reactions.ts";
import { usergroupsMethods, usersMethods } from "./users.ts";
import { viewsMethods } from "./views.ts";

/** Every Web API method that the workspace answers; others are unknown_method. */
export const methods: Methods = {
  ...authMethods,
  ...chatMethods,
  ...editMethods,
  ...conversationsMethods,
  ...usersMethods,
  ...usergroupsMethods,
  ...filesMethods,
  ...viewsMethods,
  ...reactionsMethods,
};
