import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { Entry, FileEntry, View } from "../workspace/index.ts";
import { asRecords } from "../workspace/json.ts";
import { renderModal } from "../workspace/render.ts";
import { optionsMeant, type Question, questionsOf } from "./form.ts";
import type { Practice } from "./practice.ts";
import type { Terminal } from "./terminal.ts";

/** Shows the modal that a click has opened, if any, and asks its fields until it is closed. */
export async function askForms(practice: Practice, terminal: Terminal): Promise<void> {
  const { workspace, person } = practice;
  const actor = workspace.as(person);
  // A click that opens nothing is as good as one whose modal is still on its way.
  const opened = workspace.until(() => actor.modal(), { timeoutMs: 800 });
  for (let view = await opened.catch(() => null); view; view = actor.modal()) {
    terminal.print(`\n${drawFrame(practice, view)}`);
    const questions = questionsOf(view);
    const entries = questions.length > 0 ? await askAll(practice, terminal, questions) : "close";
    if (entries === "again") continue;
    const { warning } = await (entries === "close" ? actor.closeModal() : actor.submit(entries));
    if (warning) terminal.print(warning);
  }
}

/** A modal without its inputs, which are asked one by one. */
function drawFrame({ workspace, person }: Practice, view: View): string {
  const blocks = asRecords(view.content.blocks).filter(({ type }) => type !== "input");
  const actor = {
    ...workspace.as(person),
    modal: () => ({ ...view, content: { ...view.content, blocks } }),
  };
  return renderModal({ ...workspace, as: () => actor }, person, { ansi: true }) ?? "";
}

type Entries = Record<string, Exclude<Entry, number>>;

/** Asks field by field. "close" when the person does not want to, "again" when the bot has redrawn the modal. */
async function askAll(
  practice: Practice,
  terminal: Terminal,
  questions: readonly Question[],
): Promise<Entries | "close" | "again"> {
  terminal.print("Enter keeps what is there, “.” empties it, “cancel” closes the form.");
  const entries: Entries = {};
  for (const question of questions) {
    const entry = await askOne(terminal, question);
    if (entry === "cancel") return "close";
    if (entry === undefined) continue;
    if (!question.tellsAtOnce) {
      entries[question.blockId] = entry;
      continue;
    }
    await tell(practice, question, entry);
    return "again";
  }
  return entries;
}

async function askOne(
  terminal: Terminal,
  question: Question,
): Promise<Exclude<Entry, number> | undefined> {
  terminal.print(describe(question));
  for (;;) {
    const typed = (
      await terminal.ask(`${question.current ? `(${question.current}) ` : ""}: `)
    ).trim();
    if (typed === "") return undefined;
    if (question.takesFiles && typed !== "cancel") {
      const files = await filesAt(typed);
      if (files !== null) return files;
      terminal.print("There is no such file. Type its path, or several with commas between.");
      continue;
    }
    if (typed === "cancel" || question.options.length === 0) return typed === "." ? "" : typed;
    if (typed === "." && question.isOptional) return [];
    const meant = optionsMeant(question.options, typed);
    const [only] = meant;
    if (only && meant.length === 1) return only.value;
    terminal.print(meant.length === 0 ? "There is no such option." : listed(question, meant));
  }
}

/** Picks at once, as a menu that tells the bot does, and waits for the new form. */
async function tell(
  { workspace, person, wait }: Practice,
  { blockId, actionId }: Question,
  entry: Exclude<Entry, number>,
): Promise<void> {
  const actor = workspace.as(person);
  const before = actor.modal()?.hash;
  await actor.clickInModal({ blockId, actionId }, entry);
  await wait(() => actor.modal()?.hash !== before, "the form to change", 5);
}

/** The files at these paths; null where one cannot be read, none for a point. */
async function filesAt(typed: string): Promise<readonly FileEntry[] | null> {
  if (typed === ".") return [];
  const paths = typed.split(",").map((path) => path.trim());
  const read = async (path: string): Promise<FileEntry> => {
    const content = await readFile(path, "base64");
    return { name: basename(path), content, isBase64: true };
  };
  return Promise.all(paths.map(read)).catch(() => null);
}

function describe(question: Question): string {
  const { label, hint, isOptional, problem, options, takesFiles } = question;
  const lines = [
    `\n${label}${isOptional ? " (may stay empty)" : ""}`,
    ...(hint ? [`  ${hint}`] : []),
    ...(takesFiles ? ["  Type paths of files on this machine, with commas between."] : []),
    ...(problem ? [`  ! ${problem}`] : []),
  ];
  // Longer lists are searched by typing a part of the name.
  const few = options.length > 12 ? ["  Type a part of the name."] : [listed(question, options)];
  return [...lines, ...(options.length > 0 ? few : [])].join("\n");
}

const listed = (question: Question, some: Question["options"]): string =>
  some.map((one) => `  ${question.options.indexOf(one) + 1}  ${one.label}`).join("\n");
