import { existsSync } from "node:fs";
import { loadEnvFile } from "node:process";

/**
 * Puts the settings of `.env` in the working folder into the environment, which wins where both give one. Node's own
 * --env-file-if-exists says on standard error that there is none, in the midst of the bot's JSON lines.
 */
export function readEnvFile(): void {
  if (existsSync(".env")) loadEnvFile(".env");
}
