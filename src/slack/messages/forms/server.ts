import type { Checkboxes, InputBlock, KnownBlock } from "@slack/types";
import type { ServerAnswer } from "../../../alb/fields/builders.ts";
import { header, section } from "../blocks/blocks.ts";
import { escapeLine } from "../blocks/escape.ts";
import { idleInputs, readIdle } from "./idle.ts";
import { input, type OptionsUnder, oneOf, oneOfGroups, option, plain, textInput } from "./modal.ts";
import type { FormParts, ServerKind } from "./parts.ts";
import type { Values } from "./submitted.ts";
import { pickedIn, tickedIn, typedIn } from "./typed.ts";

/** Which server of which path a page asks about. */
export interface ServerPage {
  /** The config field. */
  readonly field: string;
  readonly label: string;
  /** The servers of the pages before, nearest to the load balancer first. */
  readonly before: readonly ServerAnswer[];
  /** The path that was answered last time. */
  readonly known: readonly (ServerAnswer | null)[];
}

/**
 * What a page came to: the path so far and whether another server follows, or sentences by block
 * id.
 */
export type ServerRead =
  | { readonly kind: "path"; readonly path: readonly ServerAnswer[]; readonly more: boolean }
  | { readonly kind: "wrong"; readonly errors: { readonly [blockId: string]: string } };

/** The answer for a server that nobody knows. */
const unknownServer = "unknown";

// Servers of a path have to fit into private_metadata between the pages.
export const mostServers = 4;
const noMore =
  "A path ends here with four servers, even when this one is a proxy. What stands behind it is not compared: look at its timeouts yourself, and add them as a note.";

/**
 * The questions about one server, and for a proxy in front of it how long that one keeps
 * connections to it.
 */
export function serverInputs(page: ServerPage, parts: FormParts): readonly KnownBlock[] {
  const at = page.before.length;
  const id = idOf(page);
  const known = page.known[at] ?? undefined;
  return [
    ...(at === 0 ? [section(escapeLine(page.label))] : keepsInputs(page, parts)),
    header(at === 0 ? "The first server behind the load balancer" : `Server ${at + 1}, behind it`),
    kindInput(`${id}:kind`, parts.serverKinds, known?.kind),
    ...idleInputs(
      `${id}:closes`,
      "When does it close an idle connection?",
      known?.closes,
      named(known?.kind, parts),
    ),
    textInput(`${id}:port`, "Its port", {
      most: 5,
      optional: true,
      initial: known?.port?.toString(),
    }),
    at + 1 < mostServers ? moreInput(`${id}:more`, page.known.length > at + 1) : section(noMore),
  ];
}

const idOf = ({ field, before }: ServerPage): string => `path:${field}:${before.length}`;

function keepsInputs(page: ServerPage, parts: FormParts): readonly KnownBlock[] {
  const front = page.before.at(-1);
  if (!front || !isProxy(front.kind, parts)) return [];
  const label = `How long does ${front.kind} keep an idle connection to the server behind it?`;
  const known = front.keeps ?? page.known[page.before.length - 1]?.keeps;
  return idleInputs(`${idOf(page)}:keeps`, label, known, named(front.kind, parts));
}

function kindInput(id: string, kinds: readonly ServerKind[], initial?: string): InputBlock {
  const unknown = option("I do not know", unknownServer);
  const groups = Map.groupBy(kinds, ({ group = "Servers" }) => group);
  const listed = [...groups].map(
    ([name, members]): OptionsUnder => ({
      label: plain(name, 75),
      options: members.slice(0, 100).map((kind) => option(kind.name, kind.name)),
    }),
  );
  const own: OptionsUnder = { label: plain("Not in the list", 75), options: [unknown] };
  if (kinds.length === 0)
    return oneOf(id, "Which server is it?", [unknown], { initial: unknownServer });
  return oneOfGroups(id, "Which server is it?", [...listed, own], {
    initial: initial?.slice(0, 150),
  });
}

function moreInput(id: string, ticked: boolean): InputBlock {
  const yes = option("Another server stands behind it", "more");
  const box: Checkboxes = {
    type: "checkboxes",
    action_id: id,
    options: [yes],
    ...(ticked ? { initial_options: [yes] } : {}),
  };
  return input(id, "Is it the last one?", box, { optional: true });
}

/** Reads a page. A proxy always has another server behind it. */
export function readServer(page: ServerPage, values: Values, parts: FormParts): ServerRead {
  const id = idOf(page);
  const front = page.before.at(-1);
  const keeps =
    front && isProxy(front.kind, parts)
      ? readIdle(`${id}:keeps`, values, parts, named(front.kind, parts))
      : undefined;
  const kind = kindOf(pickedIn(values, `${id}:kind`), parts);
  const closes = readIdle(`${id}:closes`, values, parts, named(kind, parts));
  const port = typedIn(values, `${id}:port`);
  const errors = {
    ...(keeps?.kind === "wrong" ? keeps.errors : {}),
    ...(closes.kind === "wrong" ? closes.errors : {}),
    ...(kind === undefined ? { [`${id}:kind`]: "Please pick a server." } : {}),
    ...(port === "" || isPort(port) ? {} : { [`${id}:port`]: "Type a number from 1 to 65535." }),
  };
  if (Object.keys(errors).length > 0 || kind === undefined || closes.kind === "wrong") {
    return { kind: "wrong", errors };
  }
  const server = { kind, closes: closes.idle, ...(port === "" ? {} : { port: Number(port) }) };
  const before = keeps?.kind === "answer" ? withKeeps(page.before, keeps.idle) : page.before;
  const path = [...before, server];
  const more = tickedIn(values, `${id}:more`) || isProxy(kind, parts);
  return { kind: "path", path, more: more && path.length < mostServers };
}

const withKeeps = (path: readonly ServerAnswer[], keeps: ServerAnswer["closes"]) =>
  path.map((server, index) => (index === path.length - 1 ? { ...server, keeps } : server));

const named = (kind: string | undefined, { serverKinds }: FormParts): ServerKind | undefined =>
  serverKinds.find(({ name }) => name === kind);

export const isProxy = (kind: string, parts: FormParts): boolean =>
  named(kind, parts)?.isProxy === true;

const kindOf = (picked: string | undefined, { serverKinds }: FormParts): string | undefined =>
  picked === unknownServer
    ? picked
    : serverKinds.find(({ name }) => name.slice(0, 150) === picked)?.name;

const isPort = (text: string): boolean => /^\d+$/.test(text) && +text >= 1 && +text <= 65_535;
