import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

/** What the bot is told of the world; everything else keeps its default. */
export interface BotWorld {
  readonly slackApiUrl: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly awsEndpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly periodSeconds: number;
  readonly settleSeconds: number;
  /** What else it is told, as its environment. */
  readonly settings?: Readonly<Record<string, string>>;
  /** A folder of its own, for the database and as home. */
  readonly folder: string;
}

/** The bot as a process of its own. */
export interface Bot {
  /** Rejects when the process ends by itself, with its last words; never resolves. */
  readonly ended: Promise<never>;
  /** Ends it and waits until it is gone. */
  readonly stop: () => Promise<void>;
  /** Ends it in the middle of whatever it does, as a lost machine would. */
  readonly kill: () => Promise<void>;
}

/**
 * All that the bot's process inherits: where the practice Slack and AWS are, and nothing of this machine but the search
 * path. A profile or a key of the person who practises would otherwise lead to a real account.
 */
export const environment = (world: BotWorld): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  HOME: world.folder,
  SLACK_BOT_TOKEN: world.botToken,
  SLACK_APP_TOKEN: world.appToken,
  HANDRAIL_SLACK_API_URL: world.slackApiUrl,
  HANDRAIL_DATABASE: join(world.folder, "handrail.db"),
  HANDRAIL_ALLOW_LOOPBACK: "on",
  // Of its own load balancer alone; the usual limit is two experiments an hour.
  HANDRAIL_SENDING_PER_HOUR: "50000",
  HANDRAIL_METRIC_PERIOD_SECONDS: String(world.periodSeconds),
  HANDRAIL_METRIC_SETTLE_SECONDS: String(world.settleSeconds),
  AWS_REGION: world.region,
  AWS_ENDPOINT_URL: world.awsEndpoint,
  AWS_ACCESS_KEY_ID: world.credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: world.credentials.secretAccessKey,
  AWS_CONFIG_FILE: "/dev/null",
  AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
  AWS_EC2_METADATA_DISABLED: "true",
  ...world.settings,
});

/** What a process of these sources has of this machine: where programs are, and what Node has compiled already. */
export const ofThisMachine = (): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
});

/** Starts the unmodified bot. */
export function startBot(world: BotWorld): Bot {
  const bin = join(import.meta.dirname, "../bin/handrail.js");
  const child = spawn(process.execPath, [bin, "start"], {
    cwd: world.folder,
    env: { ...ofThisMachine(), ...environment(world) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const words = lastWords(child);
  const gone = once(child, "close");
  const endWithUs = () => child.kill("SIGKILL");
  process.once("exit", endWithUs);
  const ended = gone.then(([code, signal]) => {
    throw new Error(`The bot ended by itself (${code ?? signal}):\n${words()}`);
  });
  // Whoever waits for something races against this; nobody has to.
  ended.catch(() => {});
  const stop = async () => {
    child.kill("SIGTERM");
    const impatience = setTimeout(endWithUs, 5_000);
    await gone;
    clearTimeout(impatience);
    process.off("exit", endWithUs);
  };
  const kill = async () => {
    endWithUs();
    await gone;
    process.off("exit", endWithUs);
  };
  return { ended, stop, kill };
}

/** Keeps the newest output, for the case that it explains an end. */
function lastWords({ stdout, stderr }: ChildProcess): () => string {
  let text = "";
  for (const stream of [stdout, stderr]) {
    stream?.setEncoding("utf8").on("data", (more: string) => {
      text = (text + more).slice(-4_000);
    });
  }
  return () => text.trim() || "It said nothing.";
}
