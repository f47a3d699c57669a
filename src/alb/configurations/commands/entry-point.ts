import { baseOf } from "../formats/lines.ts";
import type { ShellWord } from "../formats/shell-words.ts";
import type { EntryPoint } from "../found-values.ts";
import { isProgram, programAt, programName } from "./find-program.ts";

/** What a command runs of one's own: a program's file, a module, or a script of a package.json; undefined where it is none. */
export function entryPoint(segment: readonly ShellWord[]): EntryPoint | undefined {
  const at = programAt(segment, {}, (text) => runnerOf(text) !== undefined || isProgram(text));
  const runner = runnerOf(segment[at ?? -1]?.text ?? "");
  if (at === undefined || runner === undefined) return undefined;
  const rest = segment.slice(at + 1).map(({ text }) => text);
  if (runner === "script") return scriptIn(programName(segment[at]?.text ?? ""), rest);
  return runner === "python" ? moduleIn(rest) : fileIn(rest);
}

type Runner = "node" | "python" | "script";

function runnerOf(text: string): Runner | undefined {
  const name = programName(text);
  if (nodes.has(name)) return "node";
  if (managers.has(name)) return "script";
  return name.startsWith("python") || name.startsWith("pypy") ? "python" : undefined;
}

const nodes = new Set(
  "node nodejs bun deno tsx ts-node ts-node-dev tsnd nodemon node-dev babel-node pm2 pm2-runtime forever".split(
    " ",
  ),
);
const managers = new Set(["npm", "pnpm", "yarn"]);

/** npm start, npm run dev, yarn dev, pnpm --filter web start. */
function scriptIn(manager: string, rest: readonly string[]): EntryPoint | undefined {
  const words = withoutOptions(rest, managerValues);
  const [first = "", second = ""] = words;
  if (/^(?:run|run-script|rum|urn)$/.test(first))
    return second === "" ? undefined : { kind: "script", name: second };
  if (/^(?:exec|dlx|x|install|i|ci|add|remove|build|node|workspace)$/.test(first)) {
    if (first === "node") return fileIn(words.slice(1));
    return first === "workspace" ? scriptIn(manager, words.slice(2)) : undefined;
  }
  if (first === "" || isProgram(first) || runnerOf(first) !== undefined) return undefined;
  const isOwn = /^(?:start|test|stop|restart)$/.test(first);
  return isOwn || manager !== "npm" ? { kind: "script", name: first } : undefined;
}

const managerValues = ["--prefix", "-C", "--filter", "-F", "-w", "--workspace", "--cwd", "--dir"];

/** python other.py, python -m other. */
function moduleIn(rest: readonly string[]): EntryPoint | undefined {
  const at = rest.findIndex((word) => !word.startsWith("-") || word === "-m" || word === "-c");
  const start = /^-[WX]$/.test(rest[at - 1] ?? "") ? at + 1 : at;
  const first = rest[start];
  const name = first === "-m" ? (rest[start + 1] ?? "").replaceAll(".", "/") : (first ?? "");
  if (first === undefined || isProgram(name)) return undefined;
  return first === "-c" || isUnseen(name)
    ? { kind: "other", name: first }
    : { kind: "python", name };
}

/** node dist/main.js, bun run dev, node --run start. */
function fileIn(rest: readonly string[]): EntryPoint | undefined {
  const run = rest.indexOf("--run");
  if (run !== -1) return { kind: "script", name: rest[run + 1] ?? "" };
  const words = withoutOptions(rest, nodeValues);
  const isRun = words[0] === "run";
  const name = words.find(
    (word) => !/^(?:run|start|watch)$/.test(word) && runnerOf(word) !== "node",
  );
  if (name === undefined || isProgram(name)) return undefined;
  const isList = /\.(?:json|ya?ml)$|(?:^|\/)(?:ecosystem|pm2)[\w.-]*$/.test(name.slice(-200));
  if (isUnseen(name) || isList || /^[./]*$/.test(name)) return { kind: "other", name };
  return isRun && !baseOf(name).includes(".") ? { kind: "script", name } : { kind: "node", name };
}

const nodeValues = [
  ...["-r", "--require", "--import", "--loader", "--experimental-loader", "--env-file"],
  ...["--conditions", "-C", "--exec", "-x", "--ext", "-e", "--tsconfig", "-P"],
];

const isUnseen = (name: string) => /[$`*]|\{\{/.test(name);

/** Without options, and the words that belong to these. */
const withoutOptions = (rest: readonly string[], taking: readonly string[]): readonly string[] =>
  rest.filter((word, at) => !word.startsWith("-") && !taking.includes(rest[at - 1] ?? ""));
