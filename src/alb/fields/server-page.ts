import type { Entered, Grown, Input, OptionsUnder, PageAt, WrongInputs } from "#language";
import { knownServers, serverNamed } from "../links/servers.ts";
import type { ServerAnswer } from "./field-builders.ts";
import { idleInputs, readIdle } from "./idle-form.ts";

export type ServerPath = readonly ServerAnswer[];

/** The answer for a server that nobody knows. */
const unknownServer = "unknown";

// Servers of a path have to fit into what a form keeps between its pages.
export const mostServers = 4;
const noMore =
  "A path ends here with four servers, even when this one is a proxy. What stands behind it is not compared: look at its timeouts yourself, and add them as a note.";

/**
 * The questions about one server, and for a proxy in front of it how long that one keeps
 * connections to it.
 */
export function serverInputs(page: PageAt<ServerPath>): readonly Input[] {
  const at = page.soFar?.length ?? 0;
  const id = idOf(page);
  const known = page.known?.[at];
  const port = known?.port?.toString();
  return [
    ...(at === 0 ? [{ kind: "says", text: page.field.label } as const] : keepsInputs(page)),
    {
      kind: "header",
      text: at === 0 ? "The first server behind the load balancer" : `Server ${at + 1}, behind it`,
    },
    kindInput(`${id}:kind`, known?.kind),
    ...idleInputs(`${id}:closes`, closes, known?.closes, serverNamed(known?.kind)),
    {
      ...{ kind: "text", id: `${id}:port`, label: "Its port", most: 5, optional: true },
      ...(port === undefined ? {} : { initial: port }),
    },
    at + 1 < mostServers
      ? moreInput(`${id}:more`, (page.known?.length ?? 0) > at + 1)
      : { kind: "says", text: noMore },
  ];
}

const closes = "How do you know when it closes an idle connection?";

const idOf = ({ id, soFar = [] }: PageAt<ServerPath>): string => `${id}:${soFar.length}`;

function keepsInputs(page: PageAt<ServerPath>): readonly Input[] {
  const { soFar = [] } = page;
  const front = soFar.at(-1);
  if (!front || !isProxyKind(front.kind)) return [];
  const label = `How do you know how long ${front.kind} keeps an idle connection to the server behind it?`;
  const known = front.keeps ?? page.known?.[soFar.length - 1]?.keeps;
  return idleInputs(`${idOf(page)}:keeps`, label, known, serverNamed(front.kind));
}

function kindInput(id: string, initial: string | undefined): Input {
  const groups = Map.groupBy(knownServers, ({ group }) => group);
  const listed = [...groups].map(
    ([heading, members]): OptionsUnder => ({
      heading,
      options: members.map(({ name }) => ({ label: name, value: name })),
    }),
  );
  const unknown = { label: "I do not know", value: unknownServer };
  const options = [...listed, { heading: "Not in the list", options: [unknown] }];
  const label = "Which server is it?";
  return { kind: "one", id, label, options, ...(initial === undefined ? {} : { initial }) };
}

const moreInput = (id: string, isTicked: boolean): Input => ({
  kind: "tick",
  id,
  label: "Another server stands behind it",
  option: { label: "Yes, ask about it next", value: "more" },
  isTicked,
});

/** Reads a page. A proxy always has another server behind it. */
export function readServer(
  page: PageAt<ServerPath>,
  entered: Entered,
): WrongInputs | Grown<ServerPath> {
  const id = idOf(page);
  const { soFar = [] } = page;
  const front = soFar.at(-1);
  const keeps =
    front && isProxyKind(front.kind)
      ? readIdle(`${id}:keeps`, entered, serverNamed(front.kind))
      : undefined;
  const kind = kindOf(entered.picked(`${id}:kind`));
  const closes = readIdle(`${id}:closes`, entered, serverNamed(kind));
  const port = entered.typed(`${id}:port`);
  const errors = {
    ...(keeps?.kind === "wrong" ? keeps.errors : {}),
    ...(closes.kind === "wrong" ? closes.errors : {}),
    ...(kind === undefined ? { [`${id}:kind`]: "Please pick a server." } : {}),
    ...(port === "" || isPort(port) ? {} : { [`${id}:port`]: "Type a number from 1 to 65535." }),
  };
  if (Object.keys(errors).length > 0 || kind === undefined || closes.kind === "wrong")
    return { kind: "wrong", errors };
  const server = { kind, closes: closes.idle, ...(port === "" ? {} : { port: Number(port) }) };
  const before = keeps?.kind === "answer" ? withKeeps(soFar, keeps.idle) : soFar;
  const answer = [...before, server];
  const more = entered.ticked(`${id}:more`) || isProxyKind(kind);
  return { kind: "on", answer, more: more && answer.length < mostServers };
}

const withKeeps = (path: ServerPath, keeps: ServerAnswer["closes"]) =>
  path.map((server, index) => (index === path.length - 1 ? { ...server, keeps } : server));

export const isProxyKind = (kind: string): boolean => serverNamed(kind)?.upstream !== undefined;

const kindOf = (picked: string | undefined): string | undefined =>
  picked === unknownServer ? picked : serverNamed(picked)?.name;

const isPort = (text: string): boolean => /^\d+$/.test(text) && +text >= 1 && +text <= 65_535;
