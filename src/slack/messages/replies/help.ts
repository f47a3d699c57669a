import { section } from "../blocks/blocks.ts";
import { escapeLine, shortLine } from "../blocks/escape.ts";
import { type Reply, replyWith } from "./ephemeral-reply.ts";

/** What the slash command (`/runbook`) understands; `unknown` is a word that it did not. */
export function helpReply(command: string, unknown?: string): Reply {
  const said = unknown === undefined ? "" : shortLine(unknown, 100);
  const missed =
    said === "" ? [] : [section(`I do not know “${said}”. This is what I understand:`)];
  const lines = commands.map(([words, says]) => `\`${escapeLine(command)}${words}\` ${says}`);
  return replyWith([...missed, section(lines.join("\n")), section(elsewhere)]);
}

const commands: readonly (readonly [string, string])[] = [
  ["", "opens a form to start a runbook"],
  [" &lt;runbook&gt; &lt;name&gt;", "starts it at once for what is called so"],
  [" &lt;name&gt;", "finds the runbook by what it is about"],
  [" list", "the runbooks, and what is open here"],
  [" status", "where we stand"],
  [" catchup", "what happened since you were last here"],
  [" note &lt;text&gt;", "adds to the record"],
  [" decision &lt;text&gt;", "adds what was decided"],
  [" stop", "closes the run, once its form says yes"],
  [" resume", "takes a runbook of another channel here"],
  [" postmortem", "what the record says so far"],
  [" help", "this"],
];

const elsewhere =
  "Slack has no slash commands inside threads. There, mention me with the same words, or use the message shortcut “Start a runbook here”. A message becomes a note with :pushpin: or the shortcut “Keep in the record”, and a decision with :ballot_box_with_check:.";
