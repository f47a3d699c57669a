import { tokenIndexes } from "../formats/tokens.ts";
import { candidatesOf, type Found, unclear, type Value } from "../found-values.ts";
import type { Module } from "./javascript-defaults.ts";

/**
 * A value that is set on `owner` by the token at `index`, as far as it surely is: not under a condition that the server itself does not
 * stand under, and only perhaps in a function that is handed the server and that the file never calls.
 */
export function onlyIfCertain(
  module: Module,
  index: number,
  owner: string,
  value: Value,
): Pick<Found, "value" | "unless"> {
  const made = module.definition(owner)?.start;
  for (const open of blocksAround(module, index)) {
    if (made !== undefined && isInside(module, made, open)) return { value };
    const kind = blockOf(module, open);
    if (kind === "function") return callOf(module, open, owner, value);
    if (kind === "condition" && !isGuard(module, open, owner))
      return { value: unclear(says.condition, ...candidatesOf(says.perhaps, value)) };
  }
  return { value };
}

/** The tokens before which a block or a lone statement begins, inner ones first. */
function blocksAround({ tokens }: Module, index: number): readonly number[] {
  const found: number[] = [];
  // if (…) server.keepAliveTimeout = …
  const first = startOfStatement(tokens, index);
  if (tokens[first - 1]?.text === ")" && isIf(tokens, first - 1)) found.push(first);
  if (isChosen(tokens, first)) found.push(first);
  for (let at = tokens[index]?.parent ?? -1; at !== -1; at = tokens[at]?.parent ?? -1) {
    if (tokens[at]?.text === "{" || isChosen(tokens, at)) found.push(at);
  }
  return found;
}

/** Behind "isAws &&": what follows is done only then. */
const isChosen = (tokens: Module["tokens"], at: number) =>
  tokens[at - 1]?.kind === "sign" && /^(?:&&|\|\||\?\??)$/.test(tokens[at - 1]?.text ?? "");

/** From a property back over the names before it: server.keepAliveTimeout, this.server.keepAliveTimeout. */
function startOfStatement(tokens: Module["tokens"], index: number): number {
  let at = index;
  while (/^\??\.$/.test(tokens[at - 1]?.text ?? "") && tokens[at - 2]?.kind === "word") at -= 2;
  return at;
}

const isIf = (tokens: Module["tokens"], close: number) =>
  tokens[(tokens[close]?.partner ?? 0) - 1]?.text === "if";

function isInside({ tokens }: Module, index: number, open: number): boolean {
  const end = tokens[open]?.partner ?? -1;
  return tokens[open]?.text === "{" && index > open && index < end;
}

function blockOf({ tokens }: Module, open: number): "condition" | "function" | "other" {
  const before = tokens[open - 1]?.text;
  if (before === "else" || isChosen(tokens, open)) return "condition";
  if (before === "=>") return "function";
  if (before !== ")") return "other";
  const opener = tokens[open - 1]?.partner ?? -1;
  const word = tokens[opener - 1]?.text ?? "";
  if (word === "if" || word === "switch") return "condition";
  return /^(?:for|while|catch|with)$/.test(word) ? "other" : "function";
}

/** A condition that asks whether the server is there or takes the setting, or whether the file is the one that was started. */
function isGuard({ tokens }: Module, open: number, owner: string): boolean {
  if (tokens[open - 1]?.text !== ")") return false;
  const start = tokens[open - 1]?.partner ?? open;
  const inside = tokens.slice(start, open).map(({ text }) => text);
  return inside.some((text) => text === owner || guards.has(text));
}

const guards = new Set(["keepAliveTimeout", "typeof", "module", "import"]);

/** A function that gets the server counts where the file calls it, or hands it on by being written in place. */
function callOf(
  module: Module,
  open: number,
  owner: string,
  value: Value,
): Pick<Found, "value" | "unless"> {
  const { tokens, definition } = module;
  const isArrow = tokens[open - 1]?.text === "=>";
  const close = isArrow ? open - 2 : open - 1;
  const start = tokens[close]?.text === ")" ? (tokens[close]?.partner ?? close) : close;
  const isGiven = tokens.slice(start, close + 1).some(({ text }) => text === owner);
  if (!isGiven || definition(owner) !== undefined) return { value };
  const name = isArrow ? nameBefore(tokens, start - 1) : tokens[start - 1]?.text;
  if (name === undefined || !/^\w{1,100}$/.test(name) || name === "function") return { value };
  const uses = tokenIndexes(
    tokens,
    ({ kind, text }, at) => kind === "word" && text === name && at !== start - 1,
  ).filter((at) => tokens[at + 1]?.text === "(" || !isArrow);
  if (uses.length === 0) return { value, unless: says.uncalled };
  const isMaybe = uses.every((at) =>
    blocksAround(module, at).some((block) => blockOf(module, block) === "condition"),
  );
  return isMaybe
    ? { value: unclear(says.condition, ...candidatesOf(says.perhaps, value)) }
    : { value };
}

/** In "const tune = async (server) =>" the name. */
function nameBefore(tokens: Module["tokens"], at: number): string | undefined {
  const equals = tokens[at]?.text === "async" ? at - 1 : at;
  return tokens[equals]?.text === "=" ? tokens[equals - 1]?.text : undefined;
}

const says = {
  condition: "The value is set under a condition.",
  perhaps: "Applies when the condition holds.",
  uncalled: "A function sets it, and whether it is called for this server the text does not tell.",
};
