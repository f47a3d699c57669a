import type { WorkspaceContext } from "../context.ts";
import { commandPayload } from "../delivery/payloads.ts";
import { applyResponse } from "../http/responses.ts";
import { slashCommand } from "../manifest.ts";
import type { Channel, Person } from "../model.ts";
import { escapeMentions } from "./mentions.ts";
import { notSent, type Outcome, outcomeOf, slackbotSays } from "./outcome.ts";

/** Types a slash command: https://docs.slack.dev/interactivity/implementing-slash-commands */
export async function slash(
  context: WorkspaceContext,
  person: Person,
  channel: Channel,
  line: string,
  threadTs: string | null,
): Promise<Outcome> {
  const [command = "", ...words] = line.trim().split(/(?<=^\S+)\s+/);
  const tell = (text: string) => slackbotSays(context, person.id, channel.id, text);
  const declared = slashCommand(context.manifest, command);
  if (!declared) return notSent(tell(invalidCommand(command)));
  // "slash commands cannot be used in threads": the same page.
  if (threadTs !== null) return notSent(tell(`${command} is not supported in threads. Sorry!`));
  const typed = words.join(" ").trim();
  const text = declared.should_escape ? escapeMentions(context.state, typed) : typed;
  const payload = commandPayload(context, person, channel, command, text);
  const delivery = await context.sockets.deliver({
    type: "slash_commands",
    payload,
    acceptsResponsePayload: true,
  });
  if (!delivery.acked) {
    // The error words are not documented.
    const code = delivery.sent ? "operation_timeout" : "dispatch_failed";
    return outcomeOf(delivery, tell(`${command} failed with the error "${code}"`));
  }
  const place = { channelId: channel.id, personId: person.id, originalTs: null };
  if (delivery.response) applyResponse(context, place, delivery.response);
  return outcomeOf(delivery, null);
}

const invalidCommand = (command: string): string =>
  `${command} is not a valid command. In Slack, all messages that start with "/" are interpreted ` +
  `as commands.`;
