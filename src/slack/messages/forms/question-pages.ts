import type { KnownBlock, ModalView } from "@slack/types";
import type { Answers, Field, Fields, Grown, Json, PageAt, Pages } from "#language";
import { NotFound } from "../../../run/errors.ts";
import { button, row } from "../blocks/blocks.ts";
import { encodeMetadata, type Handle, type Kept, keptIn } from "../blocks/handle.ts";
import { filesField } from "./configuration-form.ts";
import { blockOf, fieldInput, type PlainKind, readField } from "./field-input.ts";
import { enteredIn, inputBlocks } from "./input-blocks.ts";
import { modal } from "./modal.ts";
import {
  type EnteredForm,
  type FormParts,
  type FormValues,
  formRejected,
  type Submitted,
  typedIn,
} from "./submitted-form.ts";

/** Questions in a form, page by page: what takes pages of its own comes first, all other fields share the last. */
export interface Questions {
  readonly fields: Fields;
  readonly known: Answers;
  readonly typed?: { readonly [field: string]: string };
  readonly title: string;
  readonly submit: string;
  readonly handle: Handle;
  readonly parts: FormParts;
  /** What the form keeps for its owner from page to page. */
  readonly kept?: Kept;
  readonly before?: readonly KnownBlock[];
}

/** Answers by field, and what was typed that must be found in the world. */
export interface Filled {
  readonly answers: Answers;
  readonly typed: { readonly [field: string]: string };
}

/** The first page; `read` is an answer that files told, to be corrected. */
export function questionsView(questions: Questions, read?: Json): ModalView {
  const field = pagedFields(questions)[0];
  return page(questions, { paged: {}, field, read }) ?? tooLong(questions);
}

/** Goes on with an answer that was read: to a page that must follow it, to the other questions, or to the end. */
export function takeRead(questions: Questions, { answer, more }: Grown): Submitted<Filled> {
  const [field] = pagedFields(questions);
  if (field === undefined) throw new NotFound("This step asks for nothing that files tell.");
  const at = { paged: {}, field, read: undefined };
  return (
    goOn(questions, at, field, { kind: "on", answer, more }) ?? {
      kind: "next",
      view: tooLong(questions),
    }
  );
}

/** Reads a page: the filled form, the next page, or what is wrong. */
export function readQuestions(
  questions: Questions,
  { metadata, values }: Pick<EnteredForm, "metadata" | "values">,
): Submitted<Filled> {
  const at = progressIn(metadata);
  return at.field === undefined
    ? readLast(questions, at, values)
    : readPage(questions, at, at.field, values);
}

/** How far the pages have come: the answers so far, and the field that is being asked about. */
interface Progress {
  readonly paged: { readonly [field: string]: Json };
  readonly field: string | undefined;
  readonly read: Json | undefined;
}

function progressIn(metadata: string): Progress {
  const { paths, field, read } = keptIn(metadata);
  const isPaths = typeof paths === "object" && paths !== null;
  return {
    paged: isPaths ? (paths as Progress["paged"]) : {},
    field: typeof field === "string" ? field : undefined,
    read: read as Json | undefined,
  };
}

function page(questions: Questions, at: Progress): ModalView | undefined {
  const { title, submit, handle, kept = {}, before = [] } = questions;
  const metadata = encodeMetadata(handle, { ...kept, ...keptOf(questions, at) });
  if (metadata === undefined) return undefined;
  const first = Object.keys(at.paged).length === 0;
  const inputs =
    at.field === undefined
      ? plainInputs(questions)
      : inputBlocks(pagesOf(questions, at.field).page(pageAt(questions, at, at.field)));
  const isLast = at.field === undefined || Object.keys(questions.fields).length === 1;
  const above = first ? [...before, ...readingOffer(questions, at)] : [];
  return modal(title, [...above, ...inputs], { submit: isLast ? submit : "Next", metadata });
}

function keptOf(questions: Questions, { paged, field, read }: Progress): Kept {
  const left =
    field === undefined || read === undefined
      ? undefined
      : pagesOf(questions, field).rest(read, paged[field]);
  return {
    ...(field === undefined ? {} : { field }),
    ...(left === undefined ? {} : { read: left }),
    paths: paged,
  };
}

/** Files can tell what is asked; where a step asks, not where a choice does. */
function readingOffer({ handle, fields, parts }: Questions, { field, read }: Progress) {
  const isOffered = handle.act === "answer" && field !== undefined && read === undefined;
  if (!isOffered || filesField(fields, parts) === undefined) return [];
  const own = { run: handle.run ?? "", visit: handle.visit ?? "" };
  return row([button("Read it from a configuration", { act: "readConfig", ...own })]);
}

const plainInputs = ({ fields, known, typed = {}, parts }: Questions) =>
  Object.entries(fields).flatMap(([name, field]) => {
    const kind = plainKind(field, parts);
    return kind
      ? [fieldInput(name, field, kind, { known: known[name], typed: typed[name], by: parts.by })]
      : [];
  });

function readPage(
  questions: Questions,
  at: Progress,
  field: string,
  values: FormValues,
): Submitted<Filled> {
  const current = pageAt(questions, at, field);
  const read = pagesOf(questions, field).next(current, enteredIn(values));
  if (read.kind === "wrong") return { kind: "errors", errors: read.errors };
  const where = Object.keys(values).findLast((id) => typedIn(values, id) !== "") ?? "";
  return (
    goOn(questions, at, field, read) ??
    formRejected(where, "Please shorten this: the form cannot keep so much.")
  );
}

/** The next page after what a page came to, or the end; undefined where a page cannot keep so much. */
function goOn(
  questions: Questions,
  at: Progress,
  field: string,
  { answer, more }: Grown,
): Submitted<Filled> | undefined {
  const paged = { ...at.paged, [field]: answer };
  const all = pagedFields(questions);
  const next = more ? field : all[all.indexOf(field) + 1];
  if (next === undefined && plainInputs(questions).length === 0)
    return { kind: "ok", value: { answers: paged, typed: {} } };
  const view = page(questions, { paged, field: next, read: at.read });
  return view && { kind: "next", view };
}

function readLast(
  { fields, parts }: Questions,
  at: Progress,
  values: FormValues,
): Submitted<Filled> {
  const answers: { [field: string]: Json } = { ...at.paged };
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

function pageAt({ fields, known }: Questions, at: Progress, name: string): PageAt {
  const field = fields[name] ?? { kind: "", label: name };
  return { id: `path:${name}`, field, soFar: at.paged[name], known: at.read ?? known[name] };
}

function pagesOf({ fields, parts }: Questions, name: string): Pages {
  const form = parts.fields.get(fields[name]?.kind ?? "")?.form;
  if (form?.kind !== "pages") throw new NotFound("This step asks nothing that takes pages.");
  return form;
}

/** How a field is asked that takes one input; undefined for one that takes pages. */
function plainKind({ kind }: Field, { fields }: FormParts): PlainKind | undefined {
  const known = fields.get(kind);
  return known?.form.kind === "input" ? { ...known, form: known.form } : undefined;
}

/** The questions that take pages of their own, in their order. */
const pagedFields = ({ fields, parts }: Questions): readonly string[] =>
  Object.entries(fields).flatMap(([name, { kind }]) =>
    parts.fields.get(kind)?.form.kind === "pages" ? [name] : [],
  );

// Reached only if a handle alone were too long for private_metadata, which no flow's names are.
const tooLong = ({ title }: Questions): ModalView => modal(title, [], {});
