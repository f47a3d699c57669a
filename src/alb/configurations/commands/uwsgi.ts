import { wholeSeconds } from "../duration-units.ts";
import { parseProperties } from "../formats/properties.ts";
import {
  byDefault,
  candidatesOf,
  type Found,
  noReuse,
  type Source,
  unclear,
  type Value,
} from "../found-values.ts";
import { valueFrom } from "../read-value.ts";
import { hasOption, optionIn, type ProgramStart } from "./program-start.ts";

/** uWSGI by its options. A configuration file that it names is read by itself. */
export function runUwsgi({ options, file, line }: ProgramStart): readonly Found[] {
  if (options.some(({ text }) => /^--(?:ini|yaml|xml|json)|\.ini$/.test(text))) return [];
  const settings = settingNames.flatMap((name) => {
    if (!hasOption(options, `--${name}`)) return [];
    const word = optionIn(options, `--${name}`);
    return [{ name, text: word?.text ?? "", line: word?.line ?? line }];
  });
  return uwsgiOf(settings, file, line);
}

/** An ini file of uWSGI: its section [uwsgi]. */
export function readUwsgi(source: Source): readonly Found[] {
  const isOwn = placesOf(source);
  const settings = parseProperties(source).flatMap(({ key, value, line }) => {
    const place = isOwn[line - source.firstLine];
    return place === "other"
      ? []
      : [{ name: key, text: value, line, isConditional: place === "if" }];
  });
  const found = uwsgiOf(settings, source.file, source.firstLine);
  return settings.some((one) => one.isConditional && settingNames.includes(one.name))
    ? found.map((one) => ({
        ...one,
        value: unclear(says.condition, ...candidatesOf(says.perhaps, one.value)),
      }))
    : found;
}

/** Of each line, whether it stands in the section that counts, between if-env and endif, or in another section. */
function placesOf({ text }: Source): readonly ("own" | "if" | "other")[] {
  let [isOther, depth] = [false, 0];
  return text.split("\n").map((whole) => {
    const line = whole.slice(0, 200).trim();
    if (line.startsWith("[")) isOther = line !== "[uwsgi]";
    if (/^(?:if|ifdef|for)[\w-]{0,40}[ \t]{0,9}=/.test(line)) depth++;
    if (/^end(?:if|for)\b/.test(line)) depth = Math.max(0, depth - 1);
    return isOther ? "other" : depth > 0 ? "if" : "own";
  });
}

const settingNames = [
  "http",
  "http-keepalive",
  "http-timeout",
  "http-socket",
  "http11-socket",
  "socket-timeout",
];

interface Setting {
  readonly name: string;
  readonly text: string;
  readonly line: number;
}

function uwsgiOf(settings: readonly Setting[], file: string, line: number): readonly Found[] {
  const find = (name: string) => settings.findLast((setting) => setting.name === name);
  const found = (server: string, value: Value, setting: Setting | undefined): readonly Found[] => [
    { server, side: "server", value, file, line: setting?.line ?? line },
  ];
  if (find("http11-socket")) {
    const timeout = find("socket-timeout");
    return found(
      "uwsgi-http11-socket",
      timeout ? valueFrom(timeout.text, wholeSeconds) : byDefault,
      timeout,
    );
  }
  if (find("http")) {
    const alive = find("http-keepalive");
    const timeout = find("http-timeout");
    if (alive === undefined) return found("uwsgi-http", noReuse, find("http"));
    return found(
      "uwsgi-http-keepalive",
      timeout ? valueFrom(timeout.text, wholeSeconds) : ofKeepalive(alive.text),
      timeout ?? alive,
    );
  }
  return find("http-socket") ? found("uwsgi-http-socket", noReuse, find("http-socket")) : [];
}

/** "http-keepalive = 1" switches it on; a larger number is its timeout. */
function ofKeepalive(text: string): Value {
  if (/^(?:1|true|)$/.test(text) || text.startsWith("-")) return byDefault;
  return /^\d+$/.test(text) ? valueFrom(text, wholeSeconds) : unclear(says.unreadable);
}

/** Varnish takes parameters: -p timeout_idle=65. */
export function runVarnish({ options, file, line }: ProgramStart): readonly Found[] {
  const parameter = (name: string) =>
    options.findLast(({ text }) => text.replace(/^-p/, "").startsWith(`${name}=`));
  const ofSide = (side: Found["side"], name: string): Found => {
    const word = parameter(name);
    const base = { server: "varnish", side, file, line: word?.line ?? line } as const;
    if (word === undefined) return { ...base, value: byDefault, weak: true };
    return { ...base, value: valueFrom(word.text.slice(word.text.indexOf("=") + 1), wholeSeconds) };
  };
  return [ofSide("server", "timeout_idle"), ofSide("client", "backend_idle_timeout")];
}

const says = {
  unreadable: "The value is not a number of seconds.",
  condition: "A setting stands under a condition, between if-… and endif.",
  perhaps: "Applies when the condition holds.",
};
