import type { Context } from "../context.ts";
import type { Delivery } from "../delivery/envelopes.ts";
import type { Message, Person } from "../model.ts";

/** Puts an emoji under a message, or takes it away where it is there already, as a click on it does. Null where the app does not hear of it. */
export async function react(
  { state, emit }: Context,
  person: Person,
  message: Message,
  name: string,
): Promise<Delivery | null> {
  const before = message.reactions.find((one) => one.name === name)?.users ?? [];
  const isThere = before.includes(person.id);
  const users = isThere ? before.filter((id) => id !== person.id) : [...before, person.id];
  message.reactions = [
    ...message.reactions.filter((one) => one.name !== name),
    ...(users.length === 0 ? [] : [{ name, users }]),
  ];
  state.changed("message", `${message.channelId} ${message.ts}`);
  if (state.channel(message.channelId)?.isMember !== true) return null;
  // https://docs.slack.dev/reference/events/reaction_added and reaction_removed
  const type = isThere ? "reaction_removed" : "reaction_added";
  return emit(type, {
    type,
    user: person.id,
    reaction: name,
    item_user: message.author.id,
    item: { type: "message", channel: message.channelId, ts: message.ts },
    event_ts: state.nextTs(),
  });
}
