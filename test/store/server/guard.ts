import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

/**
 * Outlives whoever started a server: when its standard input ends, however that came, it ends the server whose data is in the
 * first folder and removes all folders that it is given.
 */
const [data = "", ...others] = process.argv.slice(2);
process.stdin.resume().once("end", async () => {
  const lock = join(data, "postmaster.pid");
  const server = existsSync(lock) ? Number(readFileSync(lock, "utf8").split("\n")[0]) : 0;
  if (server > 0 && !ended(server, "SIGQUIT")) while (!ended(server, 0)) await setTimeout(10);
  for (const folder of [data, ...others]) rmSync(folder, { recursive: true, force: true });
});

/** Whether a process is no more, when it is sent `signal`. */
function ended(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, signal);
    return false;
  } catch {
    return true;
  }
}
