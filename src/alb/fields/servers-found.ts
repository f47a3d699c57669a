import type {
  Entered,
  FilesRead,
  FromFiles,
  Grown,
  Input,
  NamedText,
  WrongInputs,
} from "#language";
import type { Server } from "../links/server.ts";
import { serverNamed } from "../links/servers.ts";
import type { ServerAnswer } from "./field-builders.ts";
import { idleInputs, readIdle } from "./idle-form.ts";
import { isProxyKind, mostServers, type ServerPath } from "./server-page.ts";

/** Configurations tell the servers: value, file and line of each are confirmed, and asked is what stayed unknown only. */
export const serversFromFiles = (
  readConfigurations: ReadConfigurations,
): FromFiles<ServerPath> => ({
  intro:
    "Handrail reads how long the servers keep idle connections: nginx, Apache, HAProxy, Envoy, Node.js, Python, Ruby, Java, Go and more; Dockerfiles, manifests and start commands too. Files of one server belong together. *Only values, file names and line numbers are kept, never the text.* You confirm them before they count.",
  read: async (files) => serversAsAnswer(await readConfigurations(files)),
  page: (read) => [
    ...(read.answer ?? []).flatMap((server, at) => serverInputs(read, at, server)),
    ...notes(read),
  ],
  confirm: confirmed,
  shorter: (path) => path.map(withoutPlaces),
});

/** What configurations tell of the servers behind a load balancer. */
export type ReadConfigurations = (files: readonly NamedText[]) => Promise<ReadPath>;

/** What was read, nearest to the load balancer first. None of the text is in it. */
export interface ReadPath {
  readonly servers: readonly {
    readonly answer: ServerAnswer;
    /** Sentences with value, file and line. */
    readonly says: readonly string[];
  }[];
  /** A sentence for each file that told nothing. */
  readonly unread: readonly string[];
}

/** What was read as an answer, with what is said of each server. */
export function serversAsAnswer({ servers, unread }: ReadPath): FilesRead<ServerPath> {
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
  { says, answer: path = [] }: FilesRead<ServerPath>,
  at: number,
  server: ServerAnswer,
): readonly Input[] {
  const lines = (says[at] ?? []).map((one) => `•  ${one.slice(0, 400)}`);
  const kind = serverNamed(server.kind);
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
    ...(asksKeeps(path, at)
      ? idleInputs(keepsId(at), "How long does it keep a connection to the next?", undefined, kind)
      : []),
  ];
}

/** Which of its kind it was taken for, as the list names it: their defaults differ. */
const variant = (kind: Server | undefined): readonly Input[] =>
  kind === undefined || kind.called === kind.name
    ? []
    : [{ kind: "says", text: `Taken as: ${kind.name}`, aside: true }];

function notes({ says, unread }: FilesRead<ServerPath>): readonly Input[] {
  const more = says.length - mostServers;
  const left =
    more > 0 ? [`${more} more were read; a path here ends with ${mostServers} servers.`] : [];
  return [...left, ...unread.slice(0, 10).map((one) => one.slice(0, 400))].map((text) => ({
    kind: "says",
    text,
    aside: true,
  }));
}

function confirmed(before: ServerPath, entered: Entered): WrongInputs | Grown<ServerPath> {
  const errors: { [id: string]: string } = {};
  const idle = (id: string, kind: string) => {
    const read = readIdle(id, entered, serverNamed(kind));
    if (read.kind === "wrong") Object.assign(errors, read.errors);
    return read.kind === "answer" ? read.idle : undefined;
  };
  const answer = before.map((server, at): ServerAnswer => {
    const closes = server.closes.how === "unknown" ? idle(closesId(at), server.kind) : undefined;
    const keeps = asksKeeps(before, at) ? idle(keepsId(at), server.kind) : undefined;
    return { ...server, ...(closes && { closes }), ...(keeps && { keeps }) };
  });
  if (Object.keys(errors).length > 0) return { kind: "wrong", errors };
  return { kind: "on", answer, more: endsOpen(answer) };
}

/** A proxy at the end of a path has another server behind it. */
export const endsOpen = (path: ServerPath): boolean =>
  isProxyKind(path.at(-1)?.kind ?? "") && path.length < mostServers;

/** A proxy's side towards the server behind it matters only where that one was read too. */
function asksKeeps(path: ServerPath, at: number): boolean {
  const { keeps, kind = "" } = path[at] ?? {};
  const isKnown = keeps !== undefined && keeps.how !== "unknown";
  return isProxyKind(kind) && at + 1 < path.length && !isKnown;
}

const closesId = (at: number) => `found:${at}:closes`;
const keepsId = (at: number) => `found:${at}:keeps`;
