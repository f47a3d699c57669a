import { setTimeout as wait } from "node:timers/promises";
import type { ModalView } from "@slack/types";
import type { FromFiles, NamedText } from "#language";
import { raceDeadline } from "../../../deadline.ts";
import { NotFound, VersionGone } from "../../../run/errors.ts";
import type { Run } from "../../../run/run.ts";
import { currentVisit } from "../../../run/visits.ts";
import type { KnownHandle } from "../../messages/blocks/click-actions.ts";
import { correctingForm } from "../../messages/forms/answer-form.ts";
import {
  configurationForm,
  filesField,
  foundForm,
  givenIn,
  nothingGiven,
  readIn,
  waitingForm,
} from "../../messages/forms/configuration-form.ts";
import {
  type FormValues,
  type GivenFile,
  openVisit,
  type Submitted,
} from "../../messages/forms/submitted-form.ts";
import type { HandlerDependencies, RequestContext } from "../request-context.ts";
import type { ReadingTimes } from "./download.ts";

type Page = Exclude<Submitted<never>, { readonly kind: "ok" }>;

const usualTimes: ReadingTimes = { answer: 1_200, settled: 1_500, longest: 20_000 };

/** A click on a button of readConfig, correctConfig or readFile. The text of configurations is kept nowhere. */
export async function handleConfigureClick(
  request: RequestContext,
  handle: KnownHandle,
): Promise<undefined> {
  const { requester, forms } = request;
  const { run, flow, gone } = await request.see(handle.run ?? "", "form");
  if (gone) throw new VersionGone(gone.says);
  if (handle.act === "readFile") return readShared(request, handle, run);
  const visit = openVisit(run, handle);
  const own = { ...handle, visit: visit.id };
  const read = readIn(requester.view?.metadata ?? "");
  const form =
    handle.act === "correctConfig"
      ? correctingForm({ handle: own, flow, run, parts: forms }, read)
      : configurationForm(own, filesAt(request, run, visit.id).intro);
  // In place of the form that is open, or as a new one.
  if (requester.view === undefined) await request.open(form);
  else await request.modals.update(requester.view.id, form);
}

/** Whether a configuration would answer something where the run stands. */
export function asksForFiles(
  { engine, forms }: Pick<HandlerDependencies, "engine" | "forms">,
  run: Run,
): boolean {
  if (engine.goneOf(run) !== undefined) return false;
  const ask = engine.flowOf(run).steps[currentVisit(run).step]?.ask ?? {};
  return filesField(ask, forms) !== undefined;
}

/** The form opens before anything is fetched, for its trigger lives 3 s. */
async function readShared(
  request: RequestContext,
  handle: KnownHandle,
  run: Run,
): Promise<undefined> {
  const { id: visit } = currentVisit(run);
  if (run.ending !== undefined || !asksForFiles(request, run))
    throw new NotFound(
      "The step where this runbook stands asks for nothing that files tell. Press this again when it does.",
    );
  const own = { ...handle, act: "readConfig" as const, visit };
  const files = (handle.item ?? "").split(",").map((id) => ({ id }));
  const view = await request.open(waitingForm(own));
  if (view === undefined) return;
  request.background.run("Reading a shared configuration", async () => {
    const page = await readAll(request, run, own, [], files);
    await request.modals.update(view, page);
  });
}

/** The form of readConfig was submitted; what comes next is another page. */
export async function submitConfiguration(
  request: RequestContext,
  handle: KnownHandle,
  values: FormValues,
): Promise<Page> {
  const { run } = await request.see(handle.run ?? "", "form");
  openVisit(run, handle);
  const { pasted, files } = givenIn(values);
  const texts = pasted === undefined ? [] : [pasted];
  if (texts.length + files.length === 0) return { kind: "errors", errors: nothingGiven };
  const { answer, settled } = request.readingTimes ?? usualTimes;
  const reading = readAll(request, run, handle, texts, files);
  const soon = await raceDeadline({ ms: answer }, reading, () => undefined);
  if (soon !== undefined) return { kind: "next", view: soon };
  const settling = wait(settled, undefined, { ref: false });
  const { requester, modals } = request;
  if (requester.view !== undefined) {
    const { id } = requester.view;
    request.background.run("Reading a configuration", async () => {
      const [page] = await Promise.all([reading, settling]);
      await modals.update(id, page);
    });
  }
  return { kind: "next", view: waitingForm(handle) };
}

const nothing = { answer: undefined, says: [], unread: [] };

/** How files tell what the step of a visit asks. Throws NotFound where they do not. */
function filesAt({ engine, forms }: RequestContext, run: Run, visit: string): FromFiles {
  const { step = "" } = run.visits.find(({ id }) => id === visit) ?? {};
  const found = filesField(engine.flowOf(run).steps[step]?.ask ?? {}, forms);
  if (found === undefined) throw new NotFound("This step asks for nothing that files tell.");
  return found.files;
}

/** The page that shows what was read, or the form again with what went wrong. */
async function readAll(
  request: RequestContext,
  run: Run,
  handle: KnownHandle,
  pasted: readonly NamedText[],
  files: readonly GivenFile[],
): Promise<ModalView> {
  const { download, requester, readingTimes: times = usualTimes } = request;
  const from = filesAt(request, run, handle.visit ?? "");
  const reader = { person: requester.person, channel: run.place.channel };
  const signal = AbortSignal.timeout(times.longest);
  const { texts, problems } = await download(files, reader, signal);
  const all = [...pasted, ...texts];
  const read = all.length === 0 ? nothing : await from.read(all);
  const unread = [...problems, ...read.unread];
  if (read.answer === undefined) return configurationForm(handle, from.intro, unread);
  return foundForm(handle, { ...read, unread }, from);
}
