import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Chronicle } from "./chronicle.ts";
import type { Clocks } from "./clocks.ts";

/** The bots, each a process; one that ends is started again at once. */
export interface Fleet {
  /** Kills one with SIGKILL and starts it anew; resolves when it is gone. */
  readonly kill: (index: number) => Promise<void>;
  readonly size: number;
  /** How often a bot ended without being told to. */
  readonly ends: () => number;
  /** Ends all of them with SIGTERM, with SIGKILL those that do not end; resolves with how many that were. */
  readonly stop: () => Promise<number>;
}

const stopMs = 10_000;
/** What ends at once must not be started in a rush. */
const restMs = 300;

/** Starts so many of the unmodified bots; what they say is written into the chronicle. */
export function startFleet(
  size: number,
  where: Where,
  clocks: Pick<Clocks, "options">,
  { write }: Pick<Chronicle, "write">,
): Fleet {
  const state = { ends: 0, isStopping: false };
  const bots = Array.from({ length: size }, (_, index) =>
    keepAlive(() => {
      const options = clocks.options(index);
      return start(where, options, (line) => write(`bot ${index} ${line}`));
    }, state),
  );
  return {
    size,
    kill: async (index) => {
      await bots[index]?.kill();
      write(`bot ${index} is killed`);
    },
    ends: () => state.ends,
    stop: async () => {
      state.isStopping = true;
      const refused = await Promise.all(bots.map((bot) => bot.stop()));
      return refused.filter(Boolean).length;
    },
  };
}

interface State {
  ends: number;
  isStopping: boolean;
}

function keepAlive(startOne: () => ChildProcess, state: State) {
  let child = startOne();
  let isWanted = false;
  const watch = async (): Promise<void> => {
    while (true) {
      await ended(child);
      if (state.isStopping) return;
      if (!isWanted) {
        state.ends += 1;
        await pause(restMs);
      }
      isWanted = false;
      if (!state.isStopping) child = startOne();
    }
  };
  const watching = watch();
  return {
    kill: async () => {
      isWanted = true;
      const gone = ended(child);
      child.kill("SIGKILL");
      await gone;
    },
    stop: async (): Promise<boolean> => {
      child.kill("SIGTERM");
      const impatience = setTimeout(() => child.kill("SIGKILL"), stopMs);
      await watching;
      clearTimeout(impatience);
      return child.signalCode === "SIGKILL";
    },
  };
}

const ended = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
};

/** Where a bot runs, and with what environment. */
interface Where {
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
}

function start(
  { folder, environment }: Where,
  options: readonly string[],
  hear: (line: string) => void,
): ChildProcess {
  const main = join(import.meta.dirname, "../../src/main.ts");
  const child = spawn(process.execPath, [...options, main], {
    cwd: folder,
    // Compiled once: a killed bot is up again sooner.
    env: { ...environment, NODE_COMPILE_CACHE: join(folder, "compiled") },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const endWithUs = () => child.kill("SIGKILL");
  process.once("exit", endWithUs);
  child.once("exit", () => process.off("exit", endWithUs));
  let rest = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) hear(line);
  });
  return child;
}
