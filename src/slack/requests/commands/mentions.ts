import { alertOffer } from "../../messages/replies/alert-offer.ts";
import type { Reply } from "../../messages/replies/ephemeral-reply.ts";
import { answersFromAlert, startsFrom } from "../alerts/starts-from-alert.ts";
import { runsInThread } from "../find-run.ts";
import type { RequestContext } from "../request-context.ts";
import { readCommandLine } from "./command-line.ts";
import { runCommand } from "./commands.ts";

/**
 * Does what someone asked by naming the bot: the words of the command, behind the name. The bare name asks for the status in an open run's thread
 * and offers a start anywhere else, for a mention cannot open a form.
 */
export async function handleMention(
  request: RequestContext,
  text: string,
  botUserId: string,
): Promise<Reply | undefined> {
  const flows = request.catalogue.flows.map(({ id }) => id);
  const [, ...after] = text.split(namingOf(botUserId));
  const command = readCommandLine(after.join(" "), flows);
  if (command.kind !== "nothing") return runCommand(request, command);
  const runs = await runsInThread(request);
  const isOpen = runs.some(({ status }) => status === "open");
  if (isOpen) return runCommand(request, { kind: "status" });
  return (await offerFromAlert(request)) ?? runCommand(request, command);
}

/** The runbooks for the alert that was answered with the name; undefined where it was none. */
async function offerFromAlert(request: RequestContext): Promise<Reply | undefined> {
  const { channel, threadTs, isDirect } = request.requester;
  if (channel === undefined || threadTs === undefined || isDirect) return undefined;
  const alert = await request.alerts.over(channel, threadTs);
  const told = alert && answersFromAlert(request, alert);
  if (alert === undefined || told === undefined) return undefined;
  return alertOffer(told, startsFrom(request, alert, { channel, threadTs }));
}

/** How Slack writes the name of a user, with or without what it is called. */
export const namingOf = (userId: string): RegExp => new RegExp(`<@${userId}(?:\\|[^<>]*)?>`);
