import { existsSync } from "node:fs";
import { parseEnv } from "node:util";
import { readTextFile } from "../notation/read-text-file.ts";
import { BadConfig } from "../run/errors.ts";

/**
 * Puts the settings of `.env` in the working folder into the environment, which wins where both give one. Rejects with BadConfig where
 * it cannot be read. Node's own --env-file-if-exists says on standard error that there is none, in the midst of the bot's JSON lines.
 */
export async function readEnvFile(): Promise<void> {
  if (!existsSync(".env")) return;
  const text = await readTextFile(".env").catch((error: Error) => {
    throw new BadConfig(`.env in this folder cannot be read: ${error.message}.`);
  });
  for (const [name, value] of Object.entries(parseEnv(text))) process.env[name] ??= value;
}
