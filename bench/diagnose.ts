import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { scenarioNamed } from "../lab/scenarios/index.ts";
import { stageScenario } from "../lab/scenarios/start.ts";
import { type Call, depthOf, startDistance } from "./measured/distance.ts";
import { type Measurement, rounded } from "./measured/measurement.ts";

const bin = join(import.meta.dirname, "../bin/handrail.js");
const roundTripMs = 30;
const args = [
  "-l",
  "shop-web",
  "--region",
  "eu-central-1",
  "--path",
  "node-20=5s",
  "--since",
  "1h",
];

/** `handrail diagnose` of a practice account that is 30 ms away, beside the AWS CLI asking for the same, command after command. */
export async function benchDiagnose(): Promise<Measurement> {
  await using parts = new AsyncDisposableStack();
  const seconds = { periodSeconds: 60, settleSeconds: 0 };
  const staged = await stageScenario(scenarioNamed("wrong-suspicion"), {
    ...{ clock: Date.now, seed: 1, ...seconds },
  });
  parts.defer(() => staged.close());
  const distance = await startDistance(staged.account.endpoint, roundTripMs);
  parts.defer(distance.close);
  const folder = await mkdtemp(join(tmpdir(), "handrail-diagnose-"));
  parts.defer(() => rm(folder, { recursive: true, force: true }));
  const env = environment(distance.endpoint, folder, staged.account.credentials);
  const seen = await diagnosed(env, distance.calls);
  const commands = seen.queries.filter((line) => line.startsWith("aws "));
  const cli = await oneByOne(commands, env, folder);
  return measurement(seen, commands.length, cli);
}

function measurement(seen: Seen, commands: number, cli: Cli | null): Measurement {
  const others = seen.calls.filter(({ path }) => !/cloudtrail/i.test(path));
  return {
    figures: {
      "diagnose, s": rounded(seen.seconds),
      "first verdict, s": rounded(seen.firstSeconds),
      "all but CloudTrail, s": rounded(
        (Math.max(...others.map(({ ended }) => ended)) - seen.began) / 1_000,
      ),
      "AWS CLI, the same commands one after another, s": cli && rounded(cli.seconds),
      commands,
      calls: seen.calls.length,
      "round trips deep without CloudTrail": depthOf(others),
      "round trips deep at the first verdict": depthOf(
        others.filter(({ ended }) => ended <= seen.firstAt),
      ),
    },
    ratios: { "AWS CLI": cli && rounded(cli.seconds / seen.seconds) },
    aims: [
      { of: "AWS CLI", least: 4 },
      { of: "round trips deep without CloudTrail", most: 8 },
      { of: "round trips deep at the first verdict", most: 5 },
    ],
    notes: [
      `Each call takes ${roundTripMs} ms more than the practice account does. ${cli === null ? "The AWS CLI is not installed." : `The peer is ${cli.version}.`} CloudTrail allows two lookups a second, and nine are needed: four seconds that nothing shortens.`,
    ],
  };
}

type Seen = Awaited<ReturnType<typeof diagnosed>>;

/** Runs the command, and notes when its first verdict was said. */
async function diagnosed(env: NodeJS.ProcessEnv, calls: readonly Call[]) {
  const began = performance.now();
  const child = spawn(process.execPath, [bin, "diagnose", ...args, "--json"], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [firstAt, text] = [Number.NaN, ""];
  child.stderr.once("data", () => {
    firstAt = performance.now();
  });
  child.stdout.setEncoding("utf8").on("data", (part: string) => {
    text += part;
  });
  await once(child, "close");
  const { queries } = JSON.parse(text) as { readonly queries: readonly string[] };
  const seconds = (performance.now() - began) / 1_000;
  return {
    began,
    seconds,
    firstAt,
    firstSeconds: (firstAt - began) / 1_000,
    queries,
    calls: [...calls],
  };
}

interface Cli {
  readonly seconds: number;
  readonly version: string;
}

async function oneByOne(
  commands: readonly string[],
  env: NodeJS.ProcessEnv,
  cwd: string,
): Promise<Cli | null> {
  const shell = (line: string) => promisify(execFile)("sh", ["-c", line], { env, cwd });
  const version = await shell("aws --version").catch(() => undefined);
  if (version === undefined) return null;
  const began = performance.now();
  // The practice account lacks what some of its commands want in an answer; the time counts all the same.
  for (const line of commands)
    await shell(`${line} --endpoint-url "$AWS_ENDPOINT_URL" >/dev/null`).catch(() => undefined);
  const seconds = (performance.now() - began) / 1_000;
  return { seconds, version: version.stdout.split(" ", 1)[0] ?? "" };
}

const environment = (
  endpoint: string,
  home: string,
  keys: { readonly accessKeyId: string; readonly secretAccessKey: string },
): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  HOME: home,
  AWS_ENDPOINT_URL: endpoint,
  AWS_ACCESS_KEY_ID: keys.accessKeyId,
  AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
  AWS_CONFIG_FILE: "/dev/null",
  AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
  AWS_EC2_METADATA_DISABLED: "true",
  AWS_PAGER: "",
  HANDRAIL_METRIC_SETTLE_SECONDS: "0",
  NO_COLOR: "1",
});
