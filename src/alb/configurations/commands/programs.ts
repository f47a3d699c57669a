import { type DurationReader, milliseconds, wholeSeconds } from "../duration-units.ts";
import {
  byDefault,
  candidate,
  candidatesOf,
  type Found,
  neverCloses,
  noReuse,
  unclear,
  type Value,
} from "../found-values.ts";
import { pumaVersion } from "../programs/puma.ts";
import { type Meanings, valueFrom } from "../read-value.ts";
import { fileNamed } from "../versions-context.ts";
import { configuredElsewhere } from "./configured-elsewhere.ts";
import { fromEnvironment } from "./environment.ts";
import { isProgram, programName } from "./find-program.ts";
import { runGunicorn, runHypercorn } from "./gunicorn-and-hypercorn.ts";
import { hasOption, optionIn, type ProgramStart } from "./program-start.ts";
import { runJava, runTraefik } from "./traefik-and-java.ts";
import { asUnseen, overridable } from "./unseen-options.ts";
import { runUwsgi, runVarnish } from "./uwsgi.ts";

type Reader = (run: ProgramStart) => readonly Found[];

/** What each program says by how it is started; its options count for what they are, and those not in the text for nothing. */
const readers: Readonly<Record<string, Reader>> = {
  gunicorn: runGunicorn,
  "gunicorn:": (run) => [found(run, "gunicorn-gthread", unclear(says.title), run.line)],
  uvicorn: simple("uvicorn", wholeSeconds, ["--timeout-keep-alive"], {
    variable: "UVICORN_TIMEOUT_KEEP_ALIVE",
  }),
  fastapi: simple("fastapi", wholeSeconds, [], { variable: "UVICORN_TIMEOUT_KEEP_ALIVE" }),
  hypercorn: runHypercorn,
  daphne: fixed("daphne", byDefault),
  granian: runGranian,
  "waitress-serve": simple("waitress", wholeSeconds, ["--channel-timeout"]),
  uwsgi: runUwsgi,
  puma: runPuma,
  rails: (run) => (/^s(?:erver)?$/.test(run.options[0]?.text ?? "") ? runPuma(run) : []),
  thin: simple("thin", wholeSeconds, ["--timeout", "-t"]),
  unicorn: fixed("unicorn", noReuse),
  unicorn_rails: fixed("unicorn", noReuse),
  starman: simple("starman", wholeSeconds, ["--keepalive-timeout"]),
  hypnotoad: bySource("mojolicious", 5),
  php: (run) =>
    hasOption(run.options, "-S") ? fixed("php-built-in", noReuse)(run) : (inner(run) ?? []),
  next: runNext,
  node: (run) => inner(run) ?? runNode(run),
  bun: (run) => inner(run) ?? bySource("bun", 10)(run),
  deno: (run) => inner(run) ?? bySource("deno")(run),
  dotnet: (run) =>
    run.options.some(({ text }) => /\.dll$/i.test(text)) ? bySource("kestrel", 130)(run) : [],
  thrust: runThruster,
  varnishd: runVarnish,
  traefik: runTraefik,
  java: runJava,
  "catalina.sh": configuredElsewhere.tomcat,
  catalina: configuredElsewhere.tomcat,
  nginx: configuredElsewhere.nginx,
  // The title of its master process.
  "nginx:": configuredElsewhere.nginx,
  openresty: configuredElsewhere.nginx,
  httpd: configuredElsewhere.apache,
  apache2: configuredElsewhere.apache,
  apache2ctl: configuredElsewhere.apache,
  apachectl: configuredElsewhere.apache,
  "httpd-foreground": configuredElsewhere.apache,
  "apache2-foreground": configuredElsewhere.apache,
  haproxy: configuredElsewhere.haproxy,
  caddy: configuredElsewhere.caddy,
  frankenphp: configuredElsewhere.frankenphp,
  lighttpd: configuredElsewhere.lighttpd,
  envoy: configuredElsewhere.envoy,
};

/** What the program of this name says of its idle timeout; empty for one that is not known. */
export function readProgram(run: ProgramStart): readonly Found[] {
  const reader = Object.hasOwn(readers, run.program) ? readers[run.program] : undefined;
  return asUnseen(reader?.(run) ?? [], run);
}

interface Extra {
  /** A variable of the environment that says the same; another reader reports it. */
  readonly variable?: string;
  readonly meanings?: Meanings;
}

/** A program that one option decides for. */
function simple(server: string, read: DurationReader, names: readonly string[], extra: Extra = {}) {
  return (run: ProgramStart): readonly Found[] => {
    const option = optionIn(run.options, ...names);
    if (option !== undefined)
      return [found(run, server, valueFrom(option.text, read, extra.meanings), option.line)];
    if (extra.variable !== undefined && run.environment.has(extra.variable)) return [];
    return [{ ...found(run, server, byDefault, run.line), weak: true }];
  };
}

function fixed(server: string, value: Value) {
  return (run: ProgramStart): readonly Found[] => [
    { ...found(run, server, value, run.line), weak: true },
  ];
}

/** A program that an interpreter runs: node node_modules/.bin/next start. Undefined where it runs a source. */
function inner(run: ProgramStart): readonly Found[] | undefined {
  const at = run.options.findIndex(({ text }) => !text.startsWith("-"));
  const name = programName(run.options[at]?.text ?? "");
  if (at === -1 || name === run.program || !isProgram(name)) return undefined;
  const line = run.options[at]?.line ?? run.line;
  return readProgram({ ...run, program: name, options: run.options.slice(at + 1), line });
}

/** A program whose source decides, which other files may hold; `seconds` applies where that sets nothing. */
function bySource(server: string, seconds?: number) {
  return (run: ProgramStart): readonly Found[] => {
    const may = seconds === undefined ? neverCloses : ({ kind: "set", seconds } as const);
    const value = unclear(says.source, candidate("The default, if the source sets nothing.", may));
    return [{ ...found(run, server, value, run.line), weak: true }];
  };
}

/** Thruster stands in front of what it starts; both are servers. */
function runThruster(run: ProgramStart): readonly Found[] {
  const names = ["THRUSTER_HTTP_IDLE_TIMEOUT", "HTTP_IDLE_TIMEOUT"];
  const [variable] = names.flatMap((name) => run.environment.get(name) ?? []);
  const own: Found =
    variable === undefined
      ? { ...found(run, "thruster", byDefault, run.line), weak: true }
      : found(run, "thruster", fromEnvironment(variable, wholeSeconds), variable.line);
  return [own, ...(inner(run) ?? [])];
}

function runGranian(run: ProgramStart): readonly Found[] {
  if (hasOption(run.options, "--no-http1-keep-alive"))
    return [found(run, "granian", noReuse, run.line)];
  return simple("granian", milliseconds, ["--http1-header-read-timeout"])(run);
}

/** Puma has no option for it: its configuration file decides, or the environment. */
function runPuma(run: ProgramStart): readonly Found[] {
  const { server, without } = pumaVersion(run.context);
  if (run.environment.has("PUMA_PERSISTENT_TIMEOUT")) return [];
  const named = optionIn(run.options, "-C", "--config");
  if (named !== undefined && fileNamed(named.text, run.context.sources) === undefined) {
    const may = unclear(says.config, ...candidatesOf("The default of this version.", without));
    return [found(run, server, may, named.line)];
  }
  return [{ ...found(run, server, without, run.line), weak: true }];
}

function runNext(run: ProgramStart): readonly Found[] {
  if (run.options[0]?.text !== "start") return [];
  const option = optionIn(run.options, "--keepAliveTimeout");
  if (option === undefined) return [{ ...found(run, "next", byDefault, run.line), weak: true }];
  return [
    found(run, "next", valueFrom(option.text, milliseconds, { zero: neverCloses }), option.line),
  ];
}

/** The source decides, which other files may hold; but the server of a standalone Next.js asks the environment. */
function runNode(run: ProgramStart): readonly Found[] {
  const variable = run.environment.get("KEEP_ALIVE_TIMEOUT");
  const isServer = run.options.some(({ text }) => /(?:^|\/)server\.js$/.test(text));
  if (variable === undefined) {
    return [{ ...found(run, "node-20", unclear(says.source, six), run.line), weak: true }];
  }
  // Any program may ask for a variable of this name; whether it is Next.js, another file tells.
  if (!isServer || !run.context.hasNext) return [];
  const value = valueFrom(variable.text, milliseconds, { zero: neverCloses });
  const next = found(run, "next", value, variable.line);
  return [variable.overridable ? { ...next, unless: overridable } : next];
}

const found = ({ file }: ProgramStart, server: string, value: Value, line: number): Found => ({
  server,
  side: "server",
  value,
  file,
  line,
});

const six = candidate("The default from Node.js 20 on, for a plain http server.", {
  kind: "set",
  seconds: 6,
});

const says = {
  config: "A configuration file is named that was not given.",
  title: "The process title hides the options that gunicorn was started with.",
  source: "The program's source decides, and it was not given.",
};
