import type { CommonConfig } from "../config/config.ts";

/** What a command may touch of the terminal it runs in. */
export interface Terminal {
  /** Writes one line to standard output. */
  readonly out: (line: string) => void;
  /** Reads the configuration when a command needs it, of the one region if it was named. Throws BadConfig, or rejects with it. */
  readonly config: (region?: string) => CommonConfig | Promise<CommonConfig>;
}

/** The region for what needs none: runbooks and runs are read without AWS, also by people who have set up nothing yet. */
export const noRegion = "none";
