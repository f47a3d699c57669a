import { wholeSeconds } from "../duration-units.ts";
import { shellWords } from "../formats/shell-words.ts";
import { parseToml } from "../formats/toml.ts";
import { child, textOf } from "../formats/tree.ts";
import { byDefault, candidatesOf, type Found, type Source, unclear } from "../found-values.ts";
import { type Gunicorn, type GunicornSetting, judgeGunicorn } from "../programs/gunicorn.ts";
import { gunicornFile, readPython } from "../programs/python.ts";
import { valueFrom } from "../read-value.ts";
import { fileNamed } from "../versions-context.ts";
import { hasOption, optionIn, type ProgramStart } from "./program-start.ts";
import { hasUnseen, overridable } from "./unseen-options.ts";

/** gunicorn: its options win over GUNICORN_CMD_ARGS, and those over the configuration file. */
export function runGunicorn(run: ProgramStart): readonly Found[] {
  const { environment, context, file, line } = run;
  if (hasOption(run.options, "--check-config", "--print-config", "--version", "--help")) return [];
  const variable = environment.get("GUNICORN_CMD_ARGS");
  const more = variable === undefined ? [] : shellWords(variable.text, variable.line);
  const all = [...more, ...run.options];
  const named = optionIn(all, "-c", "--config");
  const config = fileNamed(
    (named?.text ?? "gunicorn.conf.py").replace(/^(?:file|python):/, ""),
    context.sources,
  );
  const given = fromOptions({ options: all, file });
  const settings = { ...(config === undefined ? {} : gunicornFile(config)), ...given };
  const found = {
    ...judgeGunicorn(settings, { file, line }, !hasUnseen(all)),
    ...(config === undefined ? {} : { uses: [config.file] }),
  };
  if (named !== undefined && config === undefined && given.keepalive === undefined)
    return [unseen(found, given)];
  if (Object.keys(settings).length === 0) return [{ ...found, weak: true }];
  return [variable?.overridable && more.length > 0 ? { ...found, unless: overridable } : found];
}

export function fromOptions({ options, file }: Pick<ProgramStart, "options" | "file">): Gunicorn {
  const setting = (...names: readonly string[]): GunicornSetting | undefined => {
    const word = optionIn(options, ...names);
    return word && { ...word, file };
  };
  const keepalive = setting("--keep-alive");
  const workerClass = setting("-k", "--worker-class");
  const threads = setting("--threads");
  return {
    ...(keepalive ? { keepalive } : {}),
    ...(workerClass ? { workerClass } : {}),
    ...(threads ? { threads } : {}),
  };
}

/** The configuration file was not given: only a worker class on the command line is known to hold. */
function unseen(found: Found, { workerClass }: Gunicorn): Found {
  const { value } = found;
  if (workerClass !== undefined && value.kind === "closes") return found;
  const server = workerClass === undefined ? "gunicorn-gthread" : found.server;
  const may = candidatesOf("Applies if that sets nothing else.", value);
  return { ...found, server, value: unclear(says.config, ...may) };
}

/** Hypercorn: its option wins over its configuration file, in TOML or Python. */
export function runHypercorn(run: ProgramStart): readonly Found[] {
  const named = optionIn(run.options, "-c", "--config");
  const config =
    named && fileNamed(named.text.replace(/^(?:file|python):/, ""), run.context.sources);
  const uses = config === undefined ? {} : { uses: [config.file] };
  const base = { server: "hypercorn", side: "server", file: run.file, ...uses } as const;
  const option = optionIn(run.options, "--keep-alive");
  if (option !== undefined) {
    return [{ ...base, value: valueFrom(option.text, wholeSeconds), line: option.line }];
  }
  if (named !== undefined && config === undefined)
    return [{ ...base, value: unclear(says.config), line: named.line }];
  const found = config === undefined ? [] : readHypercorn(config);
  if (found.length > 0) return found.map((one) => ({ ...one, ...uses }));
  return [{ ...base, value: byDefault, line: run.line, weak: true }];
}

function readHypercorn(source: Source): readonly Found[] {
  if (!source.as.endsWith(".toml")) return readPython(source);
  const tree = parseToml(source);
  const entry = child(tree, "keep_alive_timeout");
  if (entry === undefined) return [];
  const value = valueFrom(textOf(entry.value) ?? "", wholeSeconds);
  return [{ server: "hypercorn", side: "server", value, file: source.file, line: entry.line }];
}

const says = {
  config: "A configuration file is named that was not given.",
};
