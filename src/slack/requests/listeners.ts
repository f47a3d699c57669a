import type { AllMiddlewareArgs, App, BlockAction, SlackEventMiddlewareArgs } from "@slack/bolt";
import type { Delivery } from "../../engine/engine.ts";
import type { Reply } from "../messages/replies/ephemeral-reply.ts";
import { offerAsked, offerQuietly } from "./alerts/alerts.ts";
import { answersFromAlert } from "./alerts/starts-from-alert.ts";
import { type Answering, dismissMessage } from "./answer-requests.ts";
import type { Background } from "./background.ts";
import { type Clicking, handleClick } from "./button-clicks.ts";
import { readCommandLine } from "./commands/command-line.ts";
import { offerForm, runCommand } from "./commands/commands.ts";
import { handleMention } from "./commands/mentions.ts";
import { offerReading } from "./configurations/offer.ts";
import { handleSubmission, pushModal } from "./forms/form-submissions.ts";
import { optionsFor } from "./forms/suggest.ts";
import { handleMessageEvent } from "./record-message/follow-edits.ts";
import { keepInRecord } from "./record-message/keep-message.ts";
import { handleReaction, reactedIn } from "./record-message/reactions.ts";
import { messageIn } from "./record-message/slack-message.ts";
import { type HandlerDependencies, requestContextOf } from "./request-context.ts";
import {
  deliveryOf,
  requesterInThread,
  requesterOfAction,
  requesterOfCommand,
  requesterOfShortcut,
  requesterOfView,
} from "./requester.ts";
import type { ChangeEvent, Changes } from "./workspace-events.ts";

export interface ListenerParts {
  readonly requestParts: HandlerDependencies;
  readonly answer: Answering;
  readonly background: Background;
  readonly publishHome: (person: string) => Promise<void>;
  readonly hear: Changes["hear"];
}

/** One listener for each kind of request: what two match, both answer; what none matches is never acknowledged. */
export function registerListeners(app: App, parts: ListenerParts): void {
  listenToCommands(app, parts);
  listenToShortcuts(app, parts);
  listenToClicks(app, parts);
  listenToForms(app, parts);
  listenToMenus(app, parts);
  app.event(/.*/, (args) => hear(args, parts));
}

const asIs = (reply: Reply): Reply | undefined => reply;

function listenToCommands(app: App, { requestParts, answer }: ListenerParts): void {
  const flows = requestParts.catalogue.flows.map(({ id }) => id);
  app.command(/.*/, async ({ body, context, ack }) => {
    const requester = requesterOfCommand(body, context);
    const request = requestContextOf(requestParts, requester);
    const work = async () => runCommand(request, readCommandLine(body.text, flows));
    const reply = await answer.to(requester, work, asIs);
    // With the acknowledgement, for that works where the bot is not a member and costs no call.
    await (reply === undefined ? ack() : ack({ text: reply.text, blocks: [...reply.blocks] }));
  });
}

function listenToShortcuts(app: App, { requestParts, answer }: ListenerParts): void {
  app.shortcut(/.*/, async ({ body, context, ack }) => {
    if (body.type !== "message_action") return ack();
    const requester = requesterOfShortcut(body, context);
    const request = requestContextOf(requestParts, requester);
    if (body.callback_id === "keep_message") {
      const message = messageIn(body.message);
      const reply = await answer.apart(requester, () => keepInRecord(request, message), asIs);
      await ack();
      return answer.later(requester, reply);
    }
    await ack();
    const alert = requestParts.alerts.read(body.message);
    const told = alert && answersFromAlert(requestParts, alert);
    const known = told === undefined ? {} : { told };
    answer.later(requester, await answer.to(requester, () => offerForm(request, known), asIs));
  });
}

function listenToClicks(app: App, parts: ListenerParts): void {
  const { requestParts, answer, background, publishHome } = parts;
  app.action<BlockAction>({ type: "block_actions", action_id: /.*/ }, async (args) => {
    const { body, context, action, ack, client } = args;
    await ack();
    // A link has nothing to do but to be acknowledged.
    if (action.type === "button" && action.url !== undefined) return;
    const requester = requesterOfAction(body, context);
    const work = () => handleClick(requestContextOf(requestParts, requester), action);
    const { reply, settles } = await answer.apart(requester, work, unsettled);
    answer.later(requester, reply);
    if (settles && body.view?.type === "home")
      background.run("App Home", () => publishHome(requester.person));
    if (reply === undefined && settles) {
      background.run("Taking a question away", () => dismissMessage(client, requester));
    }
  });
}

const unsettled = (reply: Reply): Clicking => ({ reply, settles: false });

function listenToForms(app: App, { requestParts, answer }: ListenerParts): void {
  app.view(/.*/, async ({ body, context, ack }) => {
    if (body.type !== "view_submission") return ack();
    const requester = requesterOfView(body, context);
    const work = () =>
      handleSubmission(requestContextOf(requestParts, requester), body.view.state.values);
    const response = await answer.to(requester, work, pushModal);
    await (response === undefined ? ack() : ack(response));
  });
  app.view({ callback_id: /.*/, type: "view_closed" }, async ({ ack }) => ack());
}

function listenToMenus(app: App, { requestParts }: ListenerParts): void {
  app.options(/.*/, async ({ body, context, ack }) => {
    const { user, team, value } = body;
    const metadata = body.view?.private_metadata ?? "";
    const asked = { person: user.id, team: team?.id ?? "", typed: value, metadata };
    const signal = deliveryOf("", context).signal;
    const options = await optionsFor(requestParts, { ...asked, actionId: body.action_id, signal });
    await ack({ options: [...options] });
  });
}

/** Who hears an event, where, and with which delivery. */
interface Heard {
  readonly bot: string;
  readonly team: string;
  readonly delivery: Delivery;
}

async function hear(
  { event, body, context }: SlackEventMiddlewareArgs & AllMiddlewareArgs,
  parts: ListenerParts,
): Promise<void> {
  const delivery = deliveryOf(body.event_id, context);
  const heard = { bot: context.botUserId ?? "", team: body.team_id, delivery };
  switch (event.type) {
    case "app_home_opened":
      if (event.tab === "home")
        parts.background.run("App Home", () => parts.publishHome(event.user));
      return;
    case "app_mention":
      return hearMention({ ...event }, event.text, heard, parts);
    case "message":
      return hearMessage({ ...event }, heard, parts);
    case "reaction_added":
    case "reaction_removed":
      return hearReaction({ ...event }, heard, parts);
    default:
      return parts.hear({ ...event }, delivery);
  }
}

async function hearMention(
  event: ChangeEvent,
  text: string,
  heard: Heard,
  { requestParts, answer }: ListenerParts,
): Promise<void> {
  const { user: person, channel, ts: own, thread_ts: ts = own } = event;
  if (typeof person !== "string") return offerAsked(requestParts, event);
  if (typeof channel !== "string" || typeof ts !== "string") return;
  const requester = requesterInThread({ person, channel, ts }, heard);
  const work = () => handleMention(requestContextOf(requestParts, requester), text, heard.bot);
  answer.later(requester, await answer.apart(requester, work, asIs));
}

async function hearMessage(
  event: ChangeEvent,
  heard: Heard,
  { requestParts, answer }: ListenerParts,
): Promise<void> {
  const { bot, delivery } = heard;
  await handleMessageEvent(requestParts, event, bot, delivery);
  await offerQuietly(requestParts, event, bot);
  const { user: person, channel, thread_ts: ts } = event;
  if (typeof person !== "string" || person === bot) return;
  if (typeof channel !== "string" || typeof ts !== "string") return;
  const requester = requesterInThread({ person, channel, ts }, heard);
  answer.later(
    requester,
    await answer.to(requester, () => offerReading(requestParts, event), asIs),
  );
}

async function hearReaction(
  event: ChangeEvent,
  heard: Heard,
  { requestParts, answer }: ListenerParts,
): Promise<void> {
  const reacted = reactedIn(event);
  if (reacted === undefined || reacted.person === heard.bot) return;
  const requester = requesterInThread(reacted, heard);
  const work = () => handleReaction(requestContextOf(requestParts, requester), reacted);
  answer.later(requester, await answer.apart(requester, work, asIs));
}
