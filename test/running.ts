import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { environment, ofThisMachine } from "../lab/bot.ts";
import type { Workspace } from "../lab/workspace/index.ts";
import { appToken, botToken } from "./lab/workspace/practice.ts";

/** The bot as a process of its own, of which a test hears what it says. */
export interface Running {
  readonly pid: number;
  readonly said: () => string;
  /** Resolves once it said this. */
  readonly says: (text: string) => Promise<void>;
  readonly kill: (signal: NodeJS.Signals) => void;
  /** How it ended. */
  readonly ended: Promise<{ readonly code: number | null }>;
}

/** Starts the unmodified bot between a practice workspace and whatever answers as AWS at `awsEndpoint`. */
export function startRunning(
  where: {
    readonly workspace: Workspace;
    readonly awsEndpoint: string;
    readonly folder: string;
  },
  more: NodeJS.ProcessEnv = {},
  command = [join(import.meta.dirname, "../bin/handrail.js"), "start"],
): Running {
  const { workspace, ...world } = where;
  const child = spawn(process.execPath, command, {
    cwd: world.folder,
    stdio: ["ignore", "ignore", "pipe"],
    env: {
      ...ofThisMachine(),
      ...environment({
        ...world,
        ...{ slackApiUrl: workspace.apiUrl, botToken, appToken },
        region: "eu-west-1",
        credentials: { accessKeyId: "practice", secretAccessKey: "practice" },
        periodSeconds: 1,
        settleSeconds: 0,
      }),
      ...more,
    },
  });
  let heard = "";
  child.stderr.setEncoding("utf8").on("data", (part: string) => {
    heard += part;
    child.emit("said");
  });
  return {
    pid: child.pid ?? 0,
    said: () => heard,
    says: async (wanted) => {
      while (!heard.includes(wanted)) await once(child, "said");
    },
    kill: (signal) => {
      child.kill(signal);
    },
    ended: once(child, "close").then(([code]) => ({ code })),
  };
}
