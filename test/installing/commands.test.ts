import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { Command } from "commander";
import { beforeAll, describe, expect, it } from "vitest";
import { ofThisMachine } from "../../lab/bot.ts";
import { writeLogFiles } from "../../lab/logs/files.ts";
import { simulateLogEntries } from "../../lab/logs/simulate-log-entries.ts";
import { addAlbCommands } from "../../src/alb/commands/commands.ts";
import { addAwsPolicy } from "../../src/cli/aws-policy.ts";
import { addDoctor } from "../../src/cli/doctor.ts";
import { createProgram } from "../../src/cli/program.ts";
import { addStart } from "../../src/cli/start.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { isHere } from "../deploy/files.ts";
import { started } from "../store/contract/samples.ts";
import { folders } from "../store/folder.ts";
import { commandsOf, wordsFor } from "./commands.ts";
import { project } from "./page.ts";

/*
 * Every command of every page that operators read is in one of these tables: run here, run by another test, or not to be run where
 * tests are, with the reason; of the last, options are held to what the program itself says where it is installed.
 */
const elsewhere: readonly (readonly [RegExp, where: string])[] = [
  [
    /^(?:mkdir|cp -R|install|cp deploy|systemctl|systemd-run|sqlite3) ?/,
    "test/e2e/systemd.test.ts",
  ],
  [
    /^(?:cp \.env\.example|node bin\/handrail\.js start|handrail start|npm start)/,
    "test/operator.test.ts",
  ],
  [/^npm pack/, "test/package/pack.test.ts"],
  [/^npm ci/, "the package's own tests, which begin with it"],
  [/handrail doctor|-- doctor|doctor --json/, "test/doctor/process.test.ts"],
  [/^npm ci && npm run demo|^npm run demo/, "test/walk.test.ts and test/e2e"],
  [/^npm run (?:test:|bench|-s sbom|audit)/, "those commands are tests, or test/package"],
  [/^handrail keepalive/, "test/alb/commands/measure.test.ts and keepalive.test.ts"],
  [/^handrail diagnose/, "test/alb/commands/diagnose.test.ts"],
  [
    /^handrail logs .*(?:s3:\/\/|--athena )/,
    "test/alb/commands/logs.test.ts and logs-account.test.ts",
  ],
  [/^handrail runs (?:forget|redact)|--against/, "test/cli"],
  [/^handrail postmortem/, "test/cli"],
  [/^handrail (?:…|logs$)|-- …$/, "a name for others"],
];

const notHere: readonly (readonly [RegExp, why: string])[] = [
  [/^docker|^export POSTGRES_PASSWORD/, "no container engine runs where tests do"],
  [/^kubectl/, "there is no cluster"],
  [
    /^aws /,
    "it would make something in an account; cfn-lint and test/deploy/roles.test.ts hold the templates",
  ],
  [/^pg_(?:dump|restore)/, "the server of the tests is newer than the tools that machines have"],
  [/^git pull|^journalctl/, "it reads what is not there: a remote, a journal"],
  [/^npm (?:un)?install --global/, "it would change the programs of the whole machine"],
  [/^zcat \| /, "it names a way of working, to compare with"],
];

const all = commandsOf();
const asked = all.flatMap(([page, command]) => {
  const words = wordsFor(command);
  return words === undefined || words.startsWith("…") ? [] : [[page, words] as const];
});

/** What is run here, as a process in a folder with access logs, settings that are filled in and a record of nothing yet. */
const run = [
  ...["flows list", "flows check", "flows policy", "flows policy sqs-lambda-backlog"],
  ...["flows link alb-502-keepalive --subject shop-web", "aws policy --partition aws-cn"],
  ...[
    "runs export",
    "runs import /runs.jsonl",
    "runs import runs.jsonl",
    "runs list",
    "runs verify",
  ],
  ...["logs ./logs", "logs -", "logs ./logs --json", "help"],
  "logs --athena-sql logs.alb_access_logs --since 3h",
];

it("every command of the pages is run, checked, or said not to be run here", () => {
  const left = all.filter(([, command]) => {
    const words = wordsFor(command);
    return (
      !(words !== undefined && run.includes(words)) &&
      ![...elsewhere, ...notHere].some(([shape]) => shape.test(command))
    );
  });
  expect(left).toEqual([]);
  const known = asked.map(([, words]) => words);
  expect(run.filter((one) => !known.includes(one))).toEqual([]);
});

describe("what the pages ask of Handrail", () => {
  const terminal = { out: () => {}, config: () => expect.fail("nothing is run") };
  const program = createProgram(terminal, "0", [
    addStart(async () => {}),
    addAwsPolicy(["aws"], async () => ({})),
    addDoctor(async () => expect.fail("nothing is run")),
    addAlbCommands,
  ]);

  it.each(asked)("%s: handrail %s is a command, with options that it has", (_, words) => {
    expect(faultOf(program, words.split(" "))).toBeUndefined();
    expect(faultOf(program, ["no-such", ...words.split(" ")])).toBeDefined();
  });
});

/** What a command line names that is not there. */
function faultOf(program: Command, words: readonly string[]): string | undefined {
  let command = program;
  const rest = [...words];
  for (let inner = command; inner.commands.length > 0 && rest.length > 0; ) {
    const found = inner.commands.find((one) => one.name() === rest[0]);
    if (found === undefined) return rest[0] === "help" ? undefined : `no command ${rest[0]}`;
    rest.shift();
    command = inner = found;
  }
  return rest.find(
    (word) => word.startsWith("--") && !command.options.some(({ long }) => long === word),
  );
}

describe("in a checkout", () => {
  const folder = folders();
  let checkout: string;

  beforeAll(async () => {
    checkout = folder();
    for (const name of ["bin", "src", "flows", "package.json", "node_modules"])
      symlinkSync(join(project, name), join(checkout, name));
    mkdirSync(join(checkout, "logs"));
    await writeLogFiles(join(checkout, "logs"), simulateLogEntries(site));
    cpSync(join(project, ".env.example"), join(checkout, ".env"));
    const store = await openSqlite({ path: join(checkout, "handrail.db"), clock: () => 0 });
    await started(store, "r1");
    await store.close();
  });

  it.each(run)(
    "handrail %s works as the page says",
    async (words) => {
      const { out, error, code } = await handrail(words.replace("/runs.jsonl", "runs.jsonl"));
      expect(error).toBe("");
      // Of logs the exit code is the verdict.
      expect(code).toBe(words.startsWith("logs") && !words.includes("sql") ? 10 : 0);
      expect(out === "" ? "nothing to say" : out).not.toMatch(/undefined|\[object/);
    },
    30_000,
  );

  async function handrail(words: string) {
    const before =
      befores.find(([begins]) => words.startsWith(begins) && !words.includes("--"))?.[1] ?? "";
    const command = `${before}node bin/handrail.js ${words}`;
    const child = spawn("bash", ["-c", command], {
      ...{ cwd: checkout, stdio: ["ignore", "pipe", "pipe"] },
      env: {
        ...ofThisMachine(),
        ...{ PATH: `${nodeFolder}:${process.env.PATH}`, HOME: checkout },
      },
    });
    const [out, error, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, "close"),
    ]);
    return { out, error, code };
  }
});

/** What stands before a command: a backup goes into an empty database, and standard input comes from somewhere. */
const befores = [
  ["runs import", "node bin/handrail.js runs export > runs.jsonl && rm -f handrail.db* && "],
  ["logs -", "zcat -f logs/* | "],
] as const;

const nodeFolder = join(process.execPath, "..");

const site = {
  ...{ seed: 3, start: 1_767_225_600, seconds: 3_600, requestsPerSecond: 1, nodes: ["10.0.0.1"] },
  ...{ targets: ["10.0.1.1:3000", "10.0.1.2:3000"], group: "web", idleSeconds: 5 },
  ...{ roundTripSeconds: 0.15, picks: "oldest" as const, serviceSeconds: 0.05 },
  paths: Array.from({ length: 20 }, (_, index) => `/items/${index}`),
};

/** Options of programs that cannot be run here, by what each says of itself. */
describe.skipIf(!isHere("docker", "--version"))("docker's own help", () => {
  const lines = all
    .map(([, command]) => command)
    .filter((one) => /^docker (?!compose)\w+ /.test(one));

  it.each(lines)("knows the options of: %s", async (line) => {
    const [, verb = "", next = ""] = line.split(" ");
    const words = ["volume", "image"].includes(verb) ? [verb, next] : [verb];
    const child = spawn("docker", [...words, "--help"], { stdio: ["ignore", "pipe", "pipe"] });
    const said = (await text(child.stdout)) + (await text(child.stderr));
    const [own = ""] = line.split(/ handrail(?::0\.1\.0)?(?: |$)/);
    const options = own.match(/--[a-z-]+/g) ?? [];
    expect(options.filter((option) => !said.includes(option))).toEqual([]);
  });
});
