import {
  byDefault,
  closes,
  type Found,
  type Perhaps,
  perhaps,
  remark,
  unknown,
  type Value,
} from "../found.ts";
import { wholeSeconds } from "../units.ts";
import { isDynamic, valueFrom } from "../value.ts";

/** What was said of gunicorn in one place; the settings of several places are merged, later ones winning. */
export interface Gunicorn {
  readonly keepalive?: Setting;
  readonly workerClass?: Setting;
  readonly threads?: Setting;
}

/** A setting's text, or its value where it is an expression. */
export interface Setting {
  readonly text: string;
  readonly value?: Value;
  readonly file: string;
  readonly line: number;
}

/** What gunicorn with these settings does. `place` is named where none of them decides. */
export function gunicornOf(
  settings: Gunicorn,
  place: Pick<Found, "file" | "line">,
  classIsKnown: boolean,
): Found {
  const { keepalive, workerClass, threads } = settings;
  const value =
    keepalive === undefined
      ? byDefault
      : (keepalive.value ?? valueFrom(keepalive.text, wholeSeconds, { zero: closes }));
  const written = workerClass?.text ?? "sync";
  const at = (setting: Setting | undefined) =>
    setting === undefined ? place : { file: setting.file, line: setting.line };
  if (isDynamic(written) || workerClass?.value !== undefined) {
    const either = unknown(
      says.workerClass,
      perhaps("With any worker but sync.", kept(value)),
      perhaps("With sync.", closes),
    );
    return { server: "gunicorn-gthread", side: "server", value: either, ...at(workerClass) };
  }
  const server = rowOf(written, threads?.text ?? "1");
  if (server !== "gunicorn-sync")
    return { server, side: "server", value, ...at(keepalive ?? workerClass ?? threads) };
  const notes: readonly Perhaps[] =
    keepalive === undefined ? [] : [remark(says.ignored), ...ifOther(value, classIsKnown)];
  return { server, side: "server", value: closes, ...at(workerClass ?? keepalive), notes };
}

function rowOf(workerClass: string, threads: string): string {
  const name = workerClass.toLowerCase();
  if (/uvicorn/.test(name)) return "gunicorn-uvicorn";
  if (/gevent|eventlet/.test(name)) return "gunicorn-gevent";
  if (name === "asgi" || /\.gasgi\./.test(name)) return "gunicorn-asgi";
  if (name !== "sync" && !/workers\.sync\./.test(name)) return "gunicorn-gthread";
  return Number(threads) > 1 ? "gunicorn-gthread" : "gunicorn-sync";
}

const kept = (value: Value): Value =>
  value.kind === "default" ? { kind: "set", seconds: 2 } : value;

const ifOther = (value: Value, classIsKnown: boolean) =>
  classIsKnown ? [] : [perhaps("Applies if the command line names another worker class.", value)];

const says = {
  workerClass:
    "The worker class comes from a variable, and it decides whether connections are kept.",
  ignored: "The sync worker ignores the keep-alive setting.",
};
