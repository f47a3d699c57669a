import type { Entered, Grown, Input, OptionsUnder, PageAt, WrongInputs } from "#language";
import type { ServerAnswer } from "./field-builders.ts";
import { idleInputs, readIdle } from "./idle-form.ts";
import type { ServerKind, ServersParts } from "./servers-parts.ts";

export type Path = readonly ServerAnswer[];

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
export function serverInputs(page: PageAt<Path>, parts: ServersParts): readonly Input[] {
  const at = page.soFar?.length ?? 0;
  const id = idOf(page);
  const known = page.known?.[at];
  const port = known?.port?.toString();
  return [
    ...(at === 0 ? [{ kind: "says", text: page.field.label } as const] : keepsInputs(page, parts)),
    {
      kind: "header",
      text: at === 0 ? "The first server behind the load balancer" : `Server ${at + 1}, behind it`,
    },
    kindInput(`${id}:kind`, parts.serverKinds, known?.kind),
    ...idleInputs(`${id}:closes`, closes, known?.closes, kindNamed(known?.kind, parts)),
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

const idOf = ({ id, soFar = [] }: PageAt<Path>): string => `${id}:${soFar.length}`;

function keepsInputs(page: PageAt<Path>, parts: ServersParts): readonly Input[] {
  const { soFar = [] } = page;
  const front = soFar.at(-1);
  if (!front || !isProxy(front.kind, parts)) return [];
  const label = `How do you know how long ${front.kind} keeps an idle connection to the server behind it?`;
  const known = front.keeps ?? page.known?.[soFar.length - 1]?.keeps;
  return idleInputs(`${idOf(page)}:keeps`, label, known, kindNamed(front.kind, parts));
}

function kindInput(id: string, kinds: readonly ServerKind[], initial?: string): Input {
  const unknown = { label: "I do not know", value: unknownServer };
  const label = "Which server is it?";
  if (kinds.length === 0)
    return { kind: "one", id, label, options: [unknown], initial: unknownServer };
  const groups = Map.groupBy(kinds, ({ group = "Servers" }) => group);
  const listed = [...groups].map(
    ([heading, members]): OptionsUnder => ({
      heading,
      options: members.map(({ name }) => ({ label: name, value: name })),
    }),
  );
  const options = [...listed, { heading: "Not in the list", options: [unknown] }];
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
  page: PageAt<Path>,
  entered: Entered,
  parts: ServersParts,
): WrongInputs | Grown<Path> {
  const id = idOf(page);
  const { soFar = [] } = page;
  const front = soFar.at(-1);
  const keeps =
    front && isProxy(front.kind, parts)
      ? readIdle(`${id}:keeps`, entered, parts, kindNamed(front.kind, parts))
      : undefined;
  const kind = kindOf(entered.picked(`${id}:kind`), parts);
  const closes = readIdle(`${id}:closes`, entered, parts, kindNamed(kind, parts));
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
  const more = entered.ticked(`${id}:more`) || isProxy(kind, parts);
  return { kind: "on", answer, more: more && answer.length < mostServers };
}

const withKeeps = (path: Path, keeps: ServerAnswer["closes"]) =>
  path.map((server, index) => (index === path.length - 1 ? { ...server, keeps } : server));

export const kindNamed = (
  kind: string | undefined,
  { serverKinds }: ServersParts,
): ServerKind | undefined => serverKinds.find(({ name }) => name === kind);

export const isProxy = (kind: string, parts: ServersParts): boolean =>
  kindNamed(kind, parts)?.isProxy === true;

const kindOf = (picked: string | undefined, { serverKinds }: ServersParts): string | undefined =>
  picked === unknownServer
    ? picked
    : serverKinds.find(({ name }) => name.slice(0, 150) === picked)?.name;

const isPort = (text: string): boolean => /^\d+$/.test(text) && +text >= 1 && +text <= 65_535;
