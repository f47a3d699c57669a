import { wholeSeconds } from "../duration-units.ts";
import {
  byDefault,
  candidate,
  candidatesOf,
  type Found,
  neverCloses,
  noReuse,
  remarkOnly,
  unclear,
  type Value,
} from "../found-values.ts";
import { isDynamic, valueFrom } from "../read-value.ts";

/** What was said of gunicorn in one place; the settings of several places are merged, later ones winning. */
export interface Gunicorn {
  readonly keepalive?: GunicornSetting;
  readonly workerClass?: GunicornSetting;
  readonly threads?: GunicornSetting;
}

/** A setting's text, or its value where it is an expression. */
export interface GunicornSetting {
  readonly text: string;
  readonly value?: Value;
  readonly file: string;
  readonly line: number;
}

/** What gunicorn with these settings does; `isWhole` when its command line is among them. `place` is named where none decides. */
export function judgeGunicorn(
  settings: Gunicorn,
  place: Pick<Found, "file" | "line">,
  isWhole: boolean,
): Found {
  const { keepalive, workerClass, threads } = settings;
  const value =
    keepalive === undefined
      ? byDefault
      : (keepalive.value ?? valueFrom(keepalive.text, wholeSeconds, { zero: noReuse }));
  const at = (setting: GunicornSetting | undefined) =>
    setting === undefined ? place : { file: setting.file, line: setting.line };
  const isThreaded = Number(threads?.text ?? "1") > 1;
  const written = workerClass?.text ?? (isThreaded ? "gthread" : "sync");
  const isUnnamed = workerClass === undefined && !isWhole && !isThreaded;
  if (isUnnamed || isDynamic(written) || workerClass?.value !== undefined) {
    const why = isUnnamed ? says.classElsewhere : says.workerClass;
    const where = isUnnamed ? at(keepalive) : at(workerClass);
    return { server: "gunicorn-gthread", side: "server", value: either(why, value), ...where };
  }
  const server = rowOf(written, isThreaded);
  if (server === "gunicorn-sync") {
    const notes = keepalive === undefined ? [] : [remarkOnly(says.ignored)];
    return { server, side: "server", value: noReuse, ...at(workerClass ?? keepalive), notes };
  }
  const own = ownTimer(server, value);
  return {
    side: "server",
    server: server ?? "gunicorn-gthread",
    ...own,
    ...at(keepalive ?? workerClass ?? threads),
  };
}

/** Workers whose timer is not what the setting says. */
function ownTimer(
  server: string | undefined,
  value: Value,
): Pick<Found, "value" | "weak" | "notes"> {
  if (server === undefined) return { value: either(says.ownClass, value) };
  if (value.kind === "closes") return { value };
  if (server === "tornado")
    return { value: byDefault, weak: true, notes: [remarkOnly(says.tornado)] };
  if (server === "gunicorn-asgi")
    return { value: neverCloses, weak: true, notes: [remarkOnly(says.asgi)] };
  return { value };
}

const either = (why: string, value: Value) =>
  unclear(
    why,
    ...candidatesOf("With any worker but sync.", kept(value)),
    candidate("With sync.", noReuse),
  );

/** The row of a worker class; undefined for a class that the table does not know. */
function rowOf(workerClass: string, isThreaded: boolean): string | undefined {
  const name = workerClass.toLowerCase();
  if (name === "sync" || name.includes("workers.sync."))
    return isThreaded ? "gunicorn-gthread" : "gunicorn-sync";
  if (name === "gthread" || name.includes("workers.gthread.")) return "gunicorn-gthread";
  if (/^(?:gunicorn\.workers\.)?(?:g?gevent|g?eventlet)|^egg:gunicorn#g?event/.test(name))
    return "gunicorn-gevent";
  if (name === "tornado" || name.includes("workers.gtornado.")) return "tornado";
  if (name === "asgi" || name.includes(".gasgi.")) return "gunicorn-asgi";
  if (/^uvicorn(?:\.workers|_worker)\.uvicorn(?:h11)?worker$/.test(name)) return "gunicorn-uvicorn";
  if (/^aiohttp\.(?:worker\.)?gunicorn(?:uvloop)?webworker$/.test(name)) return "gunicorn-gthread";
  return undefined;
}

const kept = (value: Value): Value =>
  value.kind === "default" ? { kind: "set", seconds: 2 } : value;

const says = {
  workerClass:
    "The worker class comes from a variable, and it decides whether connections are kept.",
  classElsewhere:
    "The worker class stands on the command line or nowhere, and it decides whether connections are kept.",
  ownClass: "What this worker class makes of the keep-alive setting is not known.",
  ignored: "The sync worker ignores the keep-alive setting.",
  tornado: "Tornado's own timer counts: the keep-alive setting only switches it off with 0.",
  asgi: "This worker never enforces the keep-alive setting (gunicorn#3735), at least up to version 26.",
};
