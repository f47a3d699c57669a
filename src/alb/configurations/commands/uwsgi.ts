import { wholeSeconds } from "../duration-units.ts";
import { propertiesOf } from "../formats/properties.ts";
import {
  byDefault,
  closes,
  type Found,
  type Source,
  unknown,
  type Value,
} from "../found-values.ts";
import { valueFrom } from "../read-value.ts";
import { hasOption, optionIn } from "./options.ts";
import type { ProgramStart } from "./program-start.ts";

/** uWSGI by its options. A configuration file that it names is read by itself. */
export function runUwsgi({ options, file, line }: ProgramStart): readonly Found[] {
  if (options.some(({ text }) => /^--(?:ini|yaml|xml|json)|\.ini$/.test(text))) return [];
  const names = [
    "http",
    "http-keepalive",
    "http-timeout",
    "http-socket",
    "http11-socket",
    "socket-timeout",
  ];
  const settings = names.flatMap((name) => {
    if (!hasOption(options, `--${name}`)) return [];
    const word = optionIn(options, `--${name}`);
    return [{ name, text: word?.text ?? "", line: word?.line ?? line }];
  });
  return uwsgiOf(settings, file, line);
}

/** An ini file of uWSGI. */
export function readUwsgi(source: Source): readonly Found[] {
  const settings = propertiesOf(source).map(({ key, value, line }) => ({
    name: key,
    text: value,
    line,
  }));
  return uwsgiOf(settings, source.file, source.firstLine);
}

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
    if (alive === undefined) return found("uwsgi-http", closes, find("http"));
    return found(
      "uwsgi-http-keepalive",
      timeout ? valueFrom(timeout.text, wholeSeconds) : ofKeepalive(alive.text),
      timeout ?? alive,
    );
  }
  return find("http-socket") ? found("uwsgi-http-socket", closes, find("http-socket")) : [];
}

/** "http-keepalive = 1" switches it on; a larger number is its timeout. */
function ofKeepalive(text: string): Value {
  if (/^(?:1|true|)$/.test(text) || text.startsWith("-")) return byDefault;
  return /^\d+$/.test(text) ? valueFrom(text, wholeSeconds) : unknown(says.unreadable);
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

const says = { unreadable: "The value is not a number of seconds." };
