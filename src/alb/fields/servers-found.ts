import type { Entered, FilesRead, FromFiles, Grown, Input, WrongInputs } from "#language";
import type { ServerAnswer } from "./field-builders.ts";
import { idleInputs, readIdle } from "./idle-form.ts";
import { isProxy, kindNamed, mostServers, type Path } from "./server-page.ts";
import type { ReadPath, ServerKind, ServersParts } from "./servers-parts.ts";

/** Configurations tell the servers: value, file and line of each are confirmed, and asked is what stayed unknown only. */
export const serversFromFiles = (parts: ServersParts): FromFiles<Path> => ({
  intro:
    "Handrail reads how long the servers keep idle connections: nginx, Apache, HAProxy, Envoy, Node.js, Python, Ruby, Java, Go and more; Dockerfiles, manifests and start commands too. Files of one server belong together. *Only values, file names and line numbers are kept, never the text.* You confirm them before they count.",
  read: async (files) => asAnswer(await parts.readConfigurations(files)),
  page: (read) => [
    ...(read.answer ?? []).flatMap((server, at) => serverInputs(read, at, server, parts)),
    ...notes(read),
  ],
  confirm: (path, entered) => confirmed(path, entered, parts),
  shorter: (path) => path.map(withoutPlaces),
});

/** What was read as an answer, with what is said of each server. */
export function asAnswer({ servers, unread }: ReadPath): FilesRead<Path> {
  const answer = servers.slice(0, mostServers).map((one) => one.answer);
  const says = servers.map((one) => one.says);
  return { answer: answer.length > 0 ? answer : undefined, says, unread };
}

function withoutPlaces({ closes, keeps, ...server }: ServerAnswer): ServerAnswer {
  const bare = ({ where: _where, ...idle }: ServerAnswer["closes"]) => idle;
  return {
    ...server,
    closes: bare(closes),
    ...(keeps === undefined ? {} : { keeps: bare(keeps) }),
  };
}

function serverInputs(
  { says, answer: path = [] }: FilesRead<Path>,
  at: number,
  server: ServerAnswer,
  parts: ServersParts,
): readonly Input[] {
  const lines = (says[at] ?? []).map((one) => `•  ${one.slice(0, 400)}`);
  const kind = kindNamed(server.kind, parts);
  return [
    { kind: "header", text: kind?.called ?? server.kind },
    ...(lines.length > 0 ? [{ kind: "says", text: lines.join("\n") } as const] : []),
    ...variant(kind),
    ...(server.closes.how === "unknown"
      ? idleInputs(
          closesId(at),
          "How do you know when it closes an idle connection?",
          server.closes,
          kind,
        )
      : []),
    ...(asksKeeps(path, at, parts)
      ? idleInputs(keepsId(at), "How long does it keep a connection to the next?", undefined, kind)
      : []),
  ];
}

/** Which of its kind it was taken for, as the list names it: their defaults differ. */
const variant = (kind: ServerKind | undefined): readonly Input[] =>
  kind === undefined || kind.called === kind.name
    ? []
    : [{ kind: "says", text: `Taken as: ${kind.name}`, aside: true }];

function notes({ says, unread }: FilesRead<Path>): readonly Input[] {
  const more = says.length - mostServers;
  const left =
    more > 0 ? [`${more} more were read; a path here ends with ${mostServers} servers.`] : [];
  return [...left, ...unread.slice(0, 10).map((one) => one.slice(0, 400))].map((text) => ({
    kind: "says",
    text,
    aside: true,
  }));
}

function confirmed(before: Path, entered: Entered, parts: ServersParts): WrongInputs | Grown<Path> {
  const errors: { [id: string]: string } = {};
  const idle = (id: string, kind: string) => {
    const read = readIdle(id, entered, parts, kindNamed(kind, parts));
    if (read.kind === "wrong") Object.assign(errors, read.errors);
    return read.kind === "answer" ? read.idle : undefined;
  };
  const answer = before.map((server, at): ServerAnswer => {
    const closes = server.closes.how === "unknown" ? idle(closesId(at), server.kind) : undefined;
    const keeps = asksKeeps(before, at, parts) ? idle(keepsId(at), server.kind) : undefined;
    return { ...server, ...(closes && { closes }), ...(keeps && { keeps }) };
  });
  if (Object.keys(errors).length > 0) return { kind: "wrong", errors };
  return { kind: "on", answer, more: endsOpen(answer, parts) };
}

/** A proxy at the end of a path has another server behind it. */
export const endsOpen = (path: Path, parts: ServersParts): boolean =>
  isProxy(path.at(-1)?.kind ?? "", parts) && path.length < mostServers;

/** A proxy's side towards the server behind it matters only where that one was read too. */
function asksKeeps(path: Path, at: number, parts: ServersParts): boolean {
  const { keeps, kind = "" } = path[at] ?? {};
  const isKnown = keeps !== undefined && keeps.how !== "unknown";
  return isProxy(kind, parts) && at + 1 < path.length && !isKnown;
}

const closesId = (at: number) => `found:${at}:closes`;
const keepsId = (at: number) => `found:${at}:keeps`;
