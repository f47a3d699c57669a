import type { KnownBlock, ModalView } from "@slack/types";
import type { ServerAnswer } from "../../../alb/fields/builders.ts";
import type { Handle } from "../../requests/button-value.ts";
import { button, context, header, row, section } from "../blocks/blocks.ts";
import { escapeLine } from "../blocks/escape.ts";
import { cut } from "../blocks/limits.ts";
import { encodeMetadata, keptIn } from "../blocks/metadata.ts";
import { idleInputs, readIdle } from "./idle.ts";
import { modal } from "./modal.ts";
import type { FormParts, ReadPath, ServerKind } from "./parts.ts";
import { mostServers } from "./server.ts";
import type { Values } from "./submitted.ts";

/** What was read, to be confirmed: value, file and line of each server, and questions for what stayed unknown only. */
export function foundForm(handle: Handle, read: ReadPath, parts: FormParts): ModalView {
  const path = read.servers.slice(0, mostServers).map(({ answer }) => answer);
  const own = { run: handle.run ?? "", visit: handle.visit ?? "" };
  return modal(
    "Is this right?",
    [
      section("Nearest to the load balancer first. It counts once you confirm it."),
      ...path.flatMap((server, at) => serverBlocks(read, path, at, server, parts)),
      ...notes(read),
      ...row([
        button("Correct it by hand", { act: "correctConfig", ...own }),
        button("Read something else", { act: "readConfig", ...own }),
      ]),
    ],
    {
      submit: "Take these answers",
      metadata: metadataOf({ act: "takeConfig", ...own }, path),
    },
  );
}

/** Names of files can be too long to keep; the values never are. */
const metadataOf = (handle: Handle, path: readonly ServerAnswer[]): string =>
  encodeMetadata(handle, { read: path }) ??
  encodeMetadata(handle, { read: path.map(withoutPlaces) }) ??
  "";

function withoutPlaces({ closes, keeps, ...server }: ServerAnswer): ServerAnswer {
  const bare = ({ where: _where, ...idle }: ServerAnswer["closes"]) => idle;
  return {
    ...server,
    closes: bare(closes),
    ...(keeps === undefined ? {} : { keeps: bare(keeps) }),
  };
}

function serverBlocks(
  { servers }: ReadPath,
  path: readonly ServerAnswer[],
  at: number,
  server: ServerAnswer,
  parts: FormParts,
): readonly KnownBlock[] {
  const says = (servers[at]?.says ?? []).map((one) => `•  ${cut(escapeLine(one), 400)}`);
  const kind = kindNamed(server.kind, parts);
  return [
    header(kind?.called ?? server.kind),
    ...(says.length > 0 ? [section(says.join("\n"))] : []),
    ...variant(kind),
    ...(server.closes.how === "unknown"
      ? idleInputs(closesId(at), "When does it close an idle connection?", server.closes, kind)
      : []),
    ...(asksKeeps(path, at, parts)
      ? idleInputs(keepsId(at), "How long does it keep a connection to the next?", undefined, kind)
      : []),
  ];
}

/** Which of its kind it was taken for, as the list names it: their defaults differ. */
const variant = (kind: ServerKind | undefined): readonly KnownBlock[] =>
  kind === undefined || kind.called === kind.name
    ? []
    : [context(`Taken as: ${escapeLine(kind.name)}`)];

function notes({ servers, unread }: ReadPath): readonly KnownBlock[] {
  const more = servers.length - mostServers;
  return [
    ...(more > 0
      ? [context(`${more} more were read; a path here ends with ${mostServers} servers.`)]
      : []),
    ...unread.slice(0, 10).map((one) => context(cut(escapeLine(one), 400))),
  ];
}

/** The servers that a page of {@link foundForm} holds. */
export function readIn(metadata: string): readonly ServerAnswer[] {
  const { read } = keptIn(metadata);
  return Array.isArray(read) ? (read as readonly ServerAnswer[]) : [];
}

export type FoundRead =
  | { readonly kind: "path"; readonly path: readonly ServerAnswer[] }
  | { readonly kind: "wrong"; readonly errors: { readonly [blockId: string]: string } };

/** Reads {@link foundForm}: what was read, with the answers for what was not. */
export function readFound(metadata: string, values: Values, parts: FormParts): FoundRead {
  const before = readIn(metadata);
  const errors: { [blockId: string]: string } = {};
  const idle = (id: string, kind: string) => {
    const read = readIdle(id, values, parts, kindNamed(kind, parts));
    if (read.kind === "wrong") Object.assign(errors, read.errors);
    return read.kind === "answer" ? read.idle : undefined;
  };
  const path = before.map((server, at): ServerAnswer => {
    const closes = server.closes.how === "unknown" ? idle(closesId(at), server.kind) : undefined;
    const keeps = asksKeeps(before, at, parts) ? idle(keepsId(at), server.kind) : undefined;
    return { ...server, ...(closes && { closes }), ...(keeps && { keeps }) };
  });
  return Object.keys(errors).length > 0 ? { kind: "wrong", errors } : { kind: "path", path };
}

/** A proxy's side towards the server behind it matters only where that one was read too. */
function asksKeeps(path: readonly ServerAnswer[], at: number, parts: FormParts): boolean {
  const { keeps, kind = "" } = path[at] ?? {};
  const isKnown = keeps !== undefined && keeps.how !== "unknown";
  return kindNamed(kind, parts)?.isProxy === true && at + 1 < path.length && !isKnown;
}

const kindNamed = (kind: string, { serverKinds }: FormParts): ServerKind | undefined =>
  serverKinds.find(({ name }) => name === kind);

const closesId = (at: number) => `found:${at}:closes`;
const keepsId = (at: number) => `found:${at}:keeps`;
