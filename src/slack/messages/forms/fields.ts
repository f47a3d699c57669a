import type { KnownBlock, ModalView } from "@slack/types";
import type { Answers, Field, Fields, Json, ServerAnswer } from "#flow";
import type { Handle } from "../../ids.ts";
import { encodeMetadata, type Kept, keptIn } from "../metadata.ts";
import { blockOf, fieldInput, type PlainField } from "./field.ts";
import { modal } from "./modal.ts";
import type { FormParts } from "./parts.ts";
import { readField } from "./readField.ts";
import { readServer, type ServerPage, serverInputs } from "./server.ts";
import type { Submitted, Values } from "./submitted.ts";

/**
 * Questions in a form, page by page: a path of servers takes a page for each, all other fields
 * share the last.
 */
export interface Questions {
  readonly fields: Fields;
  /** Answers that are known already. */
  readonly known: Answers;
  readonly title: string;
  readonly submit: string;
  readonly handle: Handle;
  /** What the form keeps for its owner from page to page. */
  readonly kept?: Kept;
  /** Blocks above the first page's inputs. */
  readonly before?: readonly KnownBlock[];
}

/** Answers by field, and what was typed for load balancers, which AWS must resolve. */
export interface Filled {
  readonly answers: Answers;
  readonly typed: { readonly [field: string]: string };
}

/** The first page. */
export function questionsView(questions: Questions, parts: FormParts): ModalView {
  return (
    page(questions, { paths: {}, field: configFields(questions.fields)[0] }, parts) ??
    tooLong(questions)
  );
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
}

function progressIn(metadata: string): Progress {
  const { paths, field } = keptIn(metadata);
  const isPaths = typeof paths === "object" && paths !== null;
  return {
    paths: isPaths ? (paths as Progress["paths"]) : {},
    field: typeof field === "string" ? field : undefined,
  };
}

function page(questions: Questions, at: Progress, parts: FormParts): ModalView | undefined {
  const { title, submit, handle, kept = {}, before = [] } = questions;
  const field = at.field === undefined ? {} : { field: at.field };
  const metadata = encodeMetadata(handle, { ...kept, ...field, paths: at.paths });
  if (metadata === undefined) return undefined;
  const first = Object.keys(at.paths).length === 0;
  const inputs =
    at.field === undefined
      ? plainInputs(questions)
      : serverInputs(serverPage(questions, at, at.field), parts);
  const isLast = at.field === undefined || isLonePath(questions);
  return modal(title, [...(first ? before : []), ...inputs], {
    submit: isLast ? submit : "Next",
    metadata,
  });
}

const plainInputs = ({ fields, known }: Questions) =>
  Object.entries(fields).flatMap(([name, field]) =>
    isPlain(field) ? [fieldInput(name, field, known[name])] : [],
  );

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
  if (next === undefined && plainInputs(questions).length === 0) {
    return { kind: "ok", value: { answers: pathAnswers(paths), typed: {} } };
  }
  const view = page(questions, { paths, field: next }, parts);
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
    if (!isPlain(field)) continue;
    const read = readField(name, field, values, parts);
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
  return { field, label: fields[field]?.label ?? field, before, known: path };
}

const pathAnswers = (paths: Progress["paths"]): Answers => paths as unknown as Answers;

const isPlain = (field: Field): field is PlainField => field.kind !== "config";

const configFields = (fields: Fields): readonly string[] =>
  Object.entries(fields).flatMap(([name, { kind }]) => (kind === "config" ? [name] : []));

const isLonePath = ({ fields }: Questions): boolean => Object.keys(fields).length === 1;

// Reached only if a handle alone were too long for private_metadata, which no flow's names are.
const tooLong = ({ title }: Questions): ModalView => modal(title, [], {});
