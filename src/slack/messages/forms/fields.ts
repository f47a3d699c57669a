import type { KnownBlock, ModalView } from "@slack/types";
import type { Answers, Field, Fields, Json } from "#language";
import type { ServerAnswer } from "../../../alb/fields/builders.ts";
import { NotFound } from "../../../run/errors.ts";
import type { Handle } from "../../requests/button-value.ts";
import { button, row } from "../blocks/blocks.ts";
import { encodeMetadata, type Kept, keptIn } from "../blocks/metadata.ts";
import { blockOf, fieldInput, type PlainKind, readField } from "./field.ts";
import { modal } from "./modal.ts";
import type { FormParts } from "./parts.ts";
import { isProxy, mostServers, readServer, type ServerPage, serverInputs } from "./server.ts";
import type { Submitted, Values } from "./submitted.ts";

/**
 * Questions in a form, page by page: a path of servers takes a page for each, all other fields
 * share the last.
 */
export interface Questions {
  readonly fields: Fields;
  /** Answers that are known already. */
  readonly known: Answers;
  /** What was typed already and is not found yet. */
  readonly typed?: { readonly [field: string]: string };
  readonly title: string;
  readonly submit: string;
  readonly handle: Handle;
  /** What the form keeps for its owner from page to page. */
  readonly kept?: Kept;
  /** Blocks above the first page's inputs. */
  readonly before?: readonly KnownBlock[];
}

/** Answers by field, and what was typed that must be found in the world. */
export interface Filled {
  readonly answers: Answers;
  readonly typed: { readonly [field: string]: string };
}

/** The first page; `read` is the path that a configuration told, to be corrected. */
export function questionsView(
  questions: Questions,
  parts: FormParts,
  read?: readonly ServerAnswer[],
): ModalView {
  const field = configFields(questions.fields)[0];
  return page(questions, { paths: {}, field, read }, parts) ?? tooLong(questions);
}

/** Goes on with a path that was read: to the server behind its last proxy, to the other questions, or to the end. */
export function takePath(
  questions: Questions,
  path: readonly ServerAnswer[],
  parts: FormParts,
): Submitted<Filled> {
  const [field, other] = configFields(questions.fields);
  if (field === undefined) throw new NotFound("This step asks for no servers.");
  const last = path.at(-1);
  const more = last !== undefined && isProxy(last.kind, parts) && path.length < mostServers;
  const paths = { [field]: path };
  const next = more ? field : other;
  if (next === undefined && plainInputs(questions, parts).length === 0)
    return { kind: "ok", value: { answers: pathAnswers(paths), typed: {} } };
  const view = page(questions, { paths, field: next, read: undefined }, parts);
  return { kind: "next", view: view ?? tooLong(questions) };
}

/** Reads a page: the filled form, the next page, or what is wrong. */
export function readQuestions(
  questions: Questions,
  metadata: string,
  values: Values,
  parts: FormParts,
): Submitted<Filled> {
  const at = progressIn(metadata);
  return at.field === undefined
    ? readLast(questions, at, values, parts)
    : readPath(questions, at, at.field, values, parts);
}

/** How far the pages have come: the paths so far, and the path that is being asked about. */
interface Progress {
  readonly paths: { readonly [field: string]: readonly ServerAnswer[] };
  readonly field: string | undefined;
  /** What a configuration told of the path that is being asked about; null where it was corrected. */
  readonly read: readonly (ServerAnswer | null)[] | undefined;
}

function progressIn(metadata: string): Progress {
  const { paths, field, read } = keptIn(metadata);
  const isPaths = typeof paths === "object" && paths !== null;
  return {
    paths: isPaths ? (paths as Progress["paths"]) : {},
    field: typeof field === "string" ? field : undefined,
    read: Array.isArray(read) ? (read as Progress["read"]) : undefined,
  };
}

function page(questions: Questions, at: Progress, parts: FormParts): ModalView | undefined {
  const { title, submit, handle, kept = {}, before = [] } = questions;
  const metadata = encodeMetadata(handle, { ...kept, ...keptOf(at) });
  if (metadata === undefined) return undefined;
  const first = Object.keys(at.paths).length === 0;
  const inputs =
    at.field === undefined
      ? plainInputs(questions, parts)
      : serverInputs(serverPage(questions, at, at.field), parts);
  const isLast = at.field === undefined || isLonePath(questions);
  const above = first ? [...before, ...readingOffer(handle, at)] : [];
  return modal(title, [...above, ...inputs], {
    submit: isLast ? submit : "Next",
    metadata,
  });
}

/** What was read of servers that are done need not be kept. */
function keptOf({ paths, field, read }: Progress): Kept {
  const done = field === undefined ? 0 : (paths[field]?.length ?? 0);
  const left = read?.map((server, at) => (at < done ? null : server));
  return {
    ...(field === undefined ? {} : { field }),
    ...(left === undefined || done >= left.length ? {} : { read: left }),
    paths,
  };
}

/** Configurations can tell what is asked of servers; where a step asks, not where a choice does. */
function readingOffer({ act, run, visit }: Handle, { field, read }: Progress) {
  if (act !== "answer" || field === undefined || read !== undefined) return [];
  const handle = { run: run ?? "", visit: visit ?? "" };
  return row([button("Read it from a configuration", { act: "readConfig", ...handle })]);
}

const plainInputs = ({ fields, known, typed = {} }: Questions, parts: FormParts) =>
  Object.entries(fields).flatMap(([name, field]) => {
    const kind = plainKind(field, parts);
    return kind ? [fieldInput(name, field, kind, known[name], typed[name])] : [];
  });

function readPath(
  questions: Questions,
  at: Progress,
  field: string,
  values: Values,
  parts: FormParts,
): Submitted<Filled> {
  const current = serverPage(questions, at, field);
  const read = readServer(current, values, parts);
  if (read.kind === "wrong") return { kind: "errors", errors: read.errors };
  const paths = { ...at.paths, [field]: read.path };
  const configs = configFields(questions.fields);
  const next = read.more ? field : configs[configs.indexOf(field) + 1];
  if (next === undefined && plainInputs(questions, parts).length === 0) {
    return { kind: "ok", value: { answers: pathAnswers(paths), typed: {} } };
  }
  const view = page(questions, { paths, field: next, read: at.read }, parts);
  if (view) return { kind: "next", view };
  const where = `path:${field}:${current.before.length}:closes:where`;
  return {
    kind: "errors",
    errors: { [where]: "Please shorten this: the form cannot keep so much." },
  };
}

function readLast(
  { fields }: Questions,
  at: Progress,
  values: Values,
  parts: FormParts,
): Submitted<Filled> {
  const answers: { [field: string]: Json } = { ...pathAnswers(at.paths) };
  const typed: { [field: string]: string } = {};
  const errors: { [blockId: string]: string } = {};
  for (const [name, field] of Object.entries(fields)) {
    const kind = plainKind(field, parts);
    if (kind === undefined) continue;
    const read = readField(name, field, kind, values);
    if (read.kind === "answer") answers[name] = read.answer;
    if (read.kind === "typed") typed[name] = read.typed;
    if (read.kind === "wrong") errors[blockOf(name)] = read.says;
  }
  if (Object.keys(errors).length > 0) return { kind: "errors", errors };
  return { kind: "ok", value: { answers, typed } };
}

function serverPage({ fields, known }: Questions, at: Progress, field: string): ServerPage {
  const before = at.paths[field] ?? [];
  const answered = known[field];
  const path = Array.isArray(answered) ? (answered as unknown as readonly ServerAnswer[]) : [];
  return { field, label: fields[field]?.label ?? field, before, known: at.read ?? path };
}

const pathAnswers = (paths: Progress["paths"]): Answers => paths as unknown as Answers;

/** How a field is asked that takes one input; undefined for one that takes pages. */
function plainKind({ kind }: Field, { fields }: FormParts): PlainKind | undefined {
  const known = fields.get(kind);
  return known?.form.kind === "input" ? { ...known, form: known.form } : undefined;
}

const configFields = (fields: Fields): readonly string[] =>
  Object.entries(fields).flatMap(([name, { kind }]) => (kind === "servers" ? [name] : []));

const isLonePath = ({ fields }: Questions): boolean => Object.keys(fields).length === 1;

// Reached only if a handle alone were too long for private_metadata, which no flow's names are.
const tooLong = ({ title }: Questions): ModalView => modal(title, [], {});
