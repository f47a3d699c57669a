import { byDefault, closes, type Found, never, perhaps, unknown, type Value } from "../found.ts";
import { pumaOf } from "../programs/puma.ts";
import { type DurationReader, milliseconds, wholeSeconds } from "../units.ts";
import { type Meanings, valueFrom } from "../value.ts";
import type { Run } from "./command.ts";
import { runGunicorn, runHypercorn } from "./configured.ts";
import { configuredElsewhere } from "./configured-elsewhere.ts";
import { runJava, runTraefik } from "./flagged.ts";
import { hasOption, optionIn } from "./options.ts";
import { runUwsgi, runVarnish } from "./uwsgi.ts";

/** The programs that are known by name on a command line. */
export const programs: ReadonlyMap<string, (run: Run) => readonly Found[]> = new Map([
  ["gunicorn", runGunicorn],
  ["gunicorn:", (run) => [found(run, "gunicorn-gthread", unknown(says.title), run.line)]],
  [
    "uvicorn",
    simple("uvicorn", wholeSeconds, ["--timeout-keep-alive"], {
      variable: "UVICORN_TIMEOUT_KEEP_ALIVE",
    }),
  ],
  ["fastapi", simple("uvicorn", wholeSeconds, [], { variable: "UVICORN_TIMEOUT_KEEP_ALIVE" })],
  ["hypercorn", runHypercorn],
  ["daphne", fixed("daphne", byDefault)],
  ["granian", runGranian],
  ["waitress-serve", simple("waitress", wholeSeconds, ["--channel-timeout"])],
  ["uwsgi", runUwsgi],
  ["puma", runPuma],
  ["rails", (run) => (/^s(?:erver)?$/.test(run.options[0]?.text ?? "") ? runPuma(run) : [])],
  ["thin", simple("thin", wholeSeconds, ["--timeout", "-t"])],
  ["unicorn", fixed("unicorn", closes)],
  ["unicorn_rails", fixed("unicorn", closes)],
  ["starman", simple("starman", wholeSeconds, ["--keepalive-timeout"])],
  ["php", (run) => (hasOption(run.options, "-S") ? fixed("php-built-in", closes)(run) : [])],
  ["next", runNext],
  ["node", runNode],
  ["varnishd", runVarnish],
  ["traefik", runTraefik],
  ["java", runJava],
  ["nginx", configuredElsewhere.nginx],
  // The title of its master process.
  ["nginx:", configuredElsewhere.nginx],
  ["openresty", configuredElsewhere.nginx],
  ["httpd", configuredElsewhere.apache],
  ["apache2", configuredElsewhere.apache],
  ["apache2ctl", configuredElsewhere.apache],
  ["apachectl", configuredElsewhere.apache],
  ["httpd-foreground", configuredElsewhere.apache],
  ["apache2-foreground", configuredElsewhere.apache],
  ["haproxy", configuredElsewhere.haproxy],
  ["caddy", configuredElsewhere.caddy],
  ["lighttpd", configuredElsewhere.lighttpd],
  ["envoy", configuredElsewhere.envoy],
]);

interface Extra {
  /** A variable of the environment that says the same; another reader reports it. */
  readonly variable?: string;
  readonly meanings?: Meanings;
}

/** A program that one option decides for. */
function simple(server: string, read: DurationReader, names: readonly string[], extra: Extra = {}) {
  return (run: Run): readonly Found[] => {
    const option = optionIn(run.options, ...names);
    if (option !== undefined)
      return [found(run, server, valueFrom(option.text, read, extra.meanings), option.line)];
    if (extra.variable !== undefined && run.environment.has(extra.variable)) return [];
    return [{ ...found(run, server, byDefault, run.line), weak: true }];
  };
}

function fixed(server: string, value: Value) {
  return (run: Run): readonly Found[] => [{ ...found(run, server, value, run.line), weak: true }];
}

function runGranian(run: Run): readonly Found[] {
  if (hasOption(run.options, "--no-http1-keep-alive"))
    return [found(run, "granian", closes, run.line)];
  return simple("granian", milliseconds, ["--http1-header-read-timeout"])(run);
}

/** Puma has no option for it: its configuration file decides, or the environment. */
function runPuma(run: Run): readonly Found[] {
  const { server, without } = pumaOf(run.context);
  if (run.environment.has("PUMA_PERSISTENT_TIMEOUT")) return [];
  return [{ ...found(run, server, without, run.line), weak: true }];
}

function runNext(run: Run): readonly Found[] {
  if (run.options[0]?.text !== "start") return [];
  const option = optionIn(run.options, "--keepAliveTimeout");
  if (option === undefined) return [{ ...found(run, "next", byDefault, run.line), weak: true }];
  return [found(run, "next", valueFrom(option.text, milliseconds, { zero: never }), option.line)];
}

/** The source decides, which other files may hold; but the server of a standalone Next.js asks the environment. */
function runNode(run: Run): readonly Found[] {
  const variable = run.environment.get("KEEP_ALIVE_TIMEOUT");
  const isServer = run.options.some(({ text }) => /(?:^|\/)server\.js$/.test(text));
  if (variable === undefined) {
    return [{ ...found(run, "node-20", unknown(says.source, six), run.line), weak: true }];
  }
  // Any program may ask for a variable of this name; whether it is Next.js, another file tells.
  if (!isServer || !run.context.hasNext) return [];
  return [
    found(run, "next", valueFrom(variable.text, milliseconds, { zero: never }), variable.line),
  ];
}

const found = ({ file }: Run, server: string, value: Value, line: number): Found => ({
  server,
  side: "server",
  value,
  file,
  line,
});

const six = perhaps("The default from Node.js 20 on, for a plain http server.", {
  kind: "set",
  seconds: 6,
});

const says = {
  title: "The process title hides the options that gunicorn was started with.",
  source: "The program's source decides, and it was not given.",
};
