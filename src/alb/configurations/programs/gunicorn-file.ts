import { expressionAt } from "../formats/expression-value.ts";
import { lineHeaders } from "../formats/indentation.ts";
import type { Token } from "../formats/scan.ts";
import { tokenIndexes } from "../formats/tokens.ts";
import { byDefault, candidatesOf, noReuse, type Source, unclear } from "../found-values.ts";
import type { Gunicorn, GunicornSetting } from "./gunicorn.ts";
import { pythonSeconds } from "./python-seconds.ts";

/** By its name, or by settings at the top that only gunicorn has together; each alone is a word of many programs. */
export function isGunicorn({ as }: Source, tokens: readonly Token[]): boolean {
  const has = (name: string) => topLevel(tokens, name) !== -1;
  const own = settingNames.filter(has);
  if (/gunicorn/i.test(as.slice(-300))) return own.length > 0;
  const [keeps, hasClass] = ["keepalive", "worker_class"].map(has);
  return (
    (keeps === true && hasClass === true) ||
    (own.length > 1 && (has("bind") || (has("workers") && (keeps === true || hasClass === true))))
  );
}

const settingNames =
  "keepalive worker_class bind workers threads max_requests max_requests_jitter worker_connections accesslog errorlog timeout graceful_timeout preload_app".split(
    " ",
  );

/** What gunicorn would take from the module: its settings at the top. */
export function gunicornSettings(tokens: readonly Token[], source: Source): Gunicorn {
  const headers = lineHeaders(source);
  const setting = (name: string) => settingOf(tokens, name, source.file, headers);
  const [keepalive, workerClass, threads] = ["keepalive", "worker_class", "threads"].map((name) =>
    orUnseen(tokens, name, setting(name), source.file),
  );
  return {
    ...(keepalive === undefined ? {} : { keepalive }),
    ...(workerClass === undefined ? {} : { workerClass: textual(tokens, workerClass) }),
    ...(threads === undefined ? {} : { threads: { ...threads, text: numeral(threads) } }),
  };
}

/** What comes from elsewhere, or by no plain assignment, after what the file sets or where it sets nothing. */
function orUnseen(
  tokens: readonly Token[],
  name: string,
  setting: Placed | undefined,
  file: string,
): Placed | undefined {
  const at = tokens.findLastIndex(
    (_, index) => isForeign(tokens, index) || isOtherwiseSet(tokens, index, name),
  );
  if (at < (setting?.at ?? 0)) return setting;
  const may = candidatesOf(says.unseen, setting?.value ?? byDefault);
  const line = setting?.line ?? tokens[at]?.line ?? 1;
  return {
    text: "$",
    value: unclear(says.imported, ...may),
    file,
    line,
    at: setting?.at ?? at,
  };
}

/** from x import *, exec(…), globals().update(…), defaults(globals()) */
function isForeign(tokens: readonly Token[], at: number): boolean {
  const { text = "", parent } = tokens[at] ?? {};
  if (text === "*" && parent === -1) return tokens[at - 1]?.text === "import";
  return /^(?:exec|execfile|globals|locals|vars)$/.test(text) && tokens[at + 1]?.text === "(";
}

/** from x import keepalive; keepalive, timeout = …; keepalive += … */
function isOtherwiseSet(tokens: readonly Token[], at: number, name: string): boolean {
  const token = tokens[at];
  if (token?.kind !== "word" || token.text !== name || token.parent !== -1) return false;
  const [before, next] = [tokens[at - 1]?.text ?? "", tokens[at + 1]?.text ?? ""];
  const isChanged = /^[-+*/%]$/.test(next) && tokens[at + 2]?.text === "=";
  return isChanged || /^(?:,|import|as)$/.test(before) || next === ",";
}

type Placed = GunicornSetting & { readonly at: number };

/** The last assignment of the module; with one under an "if" each may hold. Those of functions are their own. */
function settingOf(
  tokens: readonly Token[],
  name: string,
  file: string,
  headers: (line: number) => string | undefined,
): Placed | undefined {
  const headerOf = (at: number) => headers(tokens[at]?.line ?? 1);
  const places = tokenIndexes(tokens, (_, at) => isAssignment(tokens, at, name)).filter(
    (at) => !/^(?:def|class|async)$/.test(headerOf(at) ?? ""),
  );
  const at = places.at(-1);
  if (at === undefined) return undefined;
  const line = tokens[at]?.line ?? 1;
  if (places.every((place) => headerOf(place) === undefined)) {
    const value = pythonSeconds(tokens, at + 2, noReuse);
    return { text: tokens[at + 2]?.text ?? "", value, file, line, at };
  }
  const may = places.flatMap((place) =>
    candidatesOf(says.branch, pythonSeconds(tokens, place + 2, noReuse)),
  );
  return { text: "$", value: unclear(says.condition, ...may), file, line, at };
}

/** A class is named by one text; anything else is not known. */
function textual(tokens: readonly Token[], { at, ...setting }: Placed): GunicornSetting {
  const { value: _, ...bare } = setting;
  const span = expressionAt(tokens, at + 2, true);
  if (setting.text === "$") return bare;
  return tokens[at + 2]?.kind === "text" && span.end === at + 3 ? bare : { ...bare, text: "$" };
}

const numeral = ({ value }: GunicornSetting) =>
  value?.kind === "set" ? String(value.seconds) : "1";

const topLevel = (tokens: readonly Token[], name: string) =>
  tokens.findLastIndex((_, at) => isAssignment(tokens, at, name));

/** Whether the name is set at the top by the sign that is second behind this token: name = …, and with a type name: int = …. */
function isAssignment(tokens: readonly Token[], at: number, name: string): boolean {
  if (tokens[at + 1]?.text !== "=" || tokens[at]?.parent !== -1) return false;
  const isName = (own: number) =>
    tokens[own]?.kind === "word" && tokens[own]?.text === name && tokens[own - 1]?.text !== ".";
  return isName(at) || (tokens[at - 1]?.text === ":" && isName(at - 2));
}

const says = {
  condition: "The value is set under a condition.",
  branch: "Applies in one of the branches.",
  imported: "What the file imports or runs may set it, and that was not given.",
  unseen: "Applies if that sets nothing else.",
};
