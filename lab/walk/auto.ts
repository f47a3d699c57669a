import { setTimeout as pause } from "node:timers/promises";
import type { IncidentOptions } from "../incident.ts";
import type { Outcome } from "../workspace/index.ts";
import type { NumberedControl } from "../workspace/render.ts";
import { fill, inWords, responderKnows } from "./answers.ts";
import { questionsOf } from "./form.ts";
import { turn } from "./knobs.ts";
import { confirmAsColleague, type Move, nextMove } from "./moves.ts";
import type { Practice } from "./practice.ts";
import { createNews, look } from "./sight.ts";
import { worldWalk } from "./world.ts";

// A watch waits for as much traffic as proves something, and a deploy has to be over.
const longestSeconds = (scenario: string) => (scenario === "deploy" ? 1_200 : 600);

/** For a walk that nobody wants to wait for: a wire on which the race is lost twice as often, so that less traffic proves its end. */
export const quick: IncidentOptions = { delayMs: 10 };

type Print = (text: string) => void;

/** How the person begins, up to the form or the run. */
export type Start = (practice: Practice, print: Print) => Promise<Outcome>;

/**
 * Walks by itself, by what is to be seen only, until the run is closed, published and its postmortem uploaded. Returns the
 * postmortem as Markdown. Rejects in words with what it waited for.
 */
export async function walkByItself(
  practice: Practice,
  print: Print,
  start: Start = typesCommand,
): Promise<string> {
  const { workspace, scenario, person, channel, wait } = practice;
  const see = () => look(workspace, person, channel);
  const news = createNews();
  const walk = "flow" in scenario ? await worldWalk(practice, scenario) : undefined;
  const next = () =>
    confirmAsColleague(see(), practice.colleague) ??
    (walk && !walk.isDone() ? walk.next() : nextMove(see()));
  await begin(practice, print, start);
  const seconds = longestSeconds(scenario.name);
  const deadline = Date.now() + seconds * 1_000;
  for (let isPublished = false; !isPublished; ) {
    if (Date.now() > deadline)
      throw new Error(`Waited ${seconds} s for the run to be closed, in vain.`);
    const move = await wait(next, "a button to press", seconds);
    print(`\n${news(see()).join("\n\n")}`);
    await make(practice, move, print);
    isPublished = /^Publish/.test(move.press.label);
  }
  const file = await wait(() => postmortemIn(practice), "the postmortem's file", 20);
  print(`\n${news(see()).join("\n\n")}`);
  return file;
}

const typesCommand: Start = ({ workspace, incident, person, channel }, print) => {
  print(`\nAna types: ${incident.starts}`);
  return workspace.as(person).slash(channel, incident.starts);
};

/** Begins, and fills in what is asked. */
async function begin(practice: Practice, print: Print, start: Start): Promise<void> {
  const { workspace, person, channel, wait } = practice;
  const actor = workspace.as(person);
  const before = look(workspace, person, channel).messages.length;
  accept(await start(practice, print));
  const hasBegun = () =>
    actor.modal() !== null || look(workspace, person, channel).messages.length > before;
  await wait(hasBegun, "a form or the run", 20);
  await fillForms(practice, print);
}

async function make(practice: Practice, move: Move, print: Print) {
  const { press, turns, entry, waitSeconds = 0 } = move;
  const { workspace, incident, channel, wait } = practice;
  const { by: person = practice.person } = move;
  if (turns !== null) print(`\nIn another terminal: ${turn(incident, turns)}`);
  await pause(waitSeconds * 1_000);
  const actor = workspace.as(person);
  const before = shown(practice, press);
  if (!before) return;
  print(`\n${person === practice.person ? "Ana" : "Ben"} presses: ${entry ?? press.label}`);
  accept(await actor.click(channel, press.messageTs, press.which.actionId, entry));
  if (entry !== undefined) return;
  const hasEffect = () => hasTaken(before, shown(practice, press));
  await wait(
    () => actor.modal() !== null || hasEffect(),
    `something to happen after “${press.label}”`,
    20,
  );
  await fillForms(practice, print);
  await wait(hasEffect, `the thread to show “${press.label}”`, 20);
}

/** The message with this button as it stands now; undefined once the button is gone. */
function shown(
  { workspace, person, channel }: Practice,
  { messageTs, which, label }: NumberedControl,
) {
  const { messages, controls } = look(workspace, person, channel);
  // “Answer” goes once it was pressed.
  const isThere = controls.some(
    (one) => one.which.actionId === which.actionId && one.label === label,
  );
  return isThere ? messages.find(({ ts }) => ts === messageTs)?.text : undefined;
}

/** Whether a press has shown: its button is gone, or a follow-up, whose buttons stay, has its owner. */
const hasTaken = (before: string, after: string | undefined): boolean =>
  after === undefined || free(after) < free(before);

const free = (text: string): number =>
  text.replaceAll(/\s+/g, " ").split("nobody has it yet").length;

async function fillForms(practice: Practice, print: Print): Promise<void> {
  const actor = practice.workspace.as(practice.person);
  for (let view = actor.modal(); view; view = actor.modal()) {
    const questions = questionsOf(view);
    const entries = fill(questions, responderKnows(practice));
    print(`Ana fills in: ${inWords(questions, entries)}.`);
    accept(await actor.submit(entries));
  }
}

/** Every click and form must be acknowledged; what Slack would have shown instead ends the walk. */
function accept({ acked, warning }: Outcome): void {
  if (!acked || warning) throw new Error(warning ?? "The bot did not acknowledge in time.");
}

function postmortemIn({ workspace, person, channel }: Practice): string | undefined {
  const actor = workspace.as(person);
  const files = actor
    .sees(channel)
    .flatMap(({ ts }) => actor.sees(channel, ts))
    .flatMap((message) => message.files);
  const found = files.findLast(
    ({ name, phase }) => /^postmortem/.test(name) && phase === "processed",
  );
  return found && Buffer.from(found.contentBase64, "base64").toString();
}
