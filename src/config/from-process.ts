import { type CommonConfig, type Config, readCommonConfig, readConfig } from "./config.ts";
import { readSettingsFile } from "./settings-file/read.ts";

export type { Config };

/** The bot's configuration by this process's environment and its settings file. Rejects with BadConfig that lists every problem at once. */
export const botConfigHere = async (): Promise<Config> =>
  readConfig(process.env, await readSettingsFile(process.env));

/** What commands without Slack need; `region` is the only one then. Rejects with BadConfig that lists every problem at once. */
export const commonConfigHere = async (region?: string): Promise<CommonConfig> =>
  readCommonConfig(process.env, await readSettingsFile(process.env), region);
