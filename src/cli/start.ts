import type { AddCommands } from "./program.ts";

/** `handrail start`: `start` runs the bot in this process until it is told to stop, which ends the process. */
export const addStart =
  (start: () => Promise<unknown>): AddCommands =>
  (program) => {
    program
      .command("start")
      .description("run the bot, until SIGTERM or SIGINT")
      .action(async () => void (await start()));
  };
