import type { Packs } from "#language";
import type { CommonConfig } from "../config/config.ts";
import type { Probes } from "../engine/ports.ts";

/** What a command may touch of the terminal it runs in. */
export interface Terminal {
  /** Writes one line to standard output. */
  readonly out: (line: string) => void;
  /** Reads the configuration when a command needs it, of the one region if it was named. Throws BadConfig, or rejects with it. */
  readonly config: (region?: string) => CommonConfig | Promise<CommonConfig>;
  /** One line that was typed, trimmed. Rejects with BadInput where nothing more comes. */
  readonly ask?: (question: string) => Promise<string>;
  /** What really asks the world, by the settings of the bot. Rejects with BadConfig. */
  readonly world?: () => Promise<ProbedWorld>;
}

/** Names that are found and probes that look. */
export interface ProbedWorld {
  readonly packs: Packs;
  readonly probes: Probes;
}

/** The region for what needs none: runbooks and runs are read without AWS, also by people who have set up nothing yet. */
export const noRegion = "none";
