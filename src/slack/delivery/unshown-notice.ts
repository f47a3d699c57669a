import type { WebClient } from "@slack/web-api";
import type { Run } from "../../run/run.ts";
import { cannotBeShown } from "../messages/replies/moved-run.ts";
import type { Background } from "../requests/background.ts";

/** Tells a run's driver that its thread cannot be written, why, and how to go on. */
export type TellUnshown = (run: Run, why: string) => Promise<void>;

/**
 * In App Home, which needs no channel; and in the channel, where a note that only the driver sees may still be possible.
 * Never rejects: each way may be closed for the very reason that it should tell.
 */
export function createUnshown(parts: {
  readonly client: WebClient;
  readonly background: Background;
  readonly publishHome: (person: string) => Promise<void>;
  readonly command: string;
}): TellUnshown {
  const { client, background, publishHome, command } = parts;
  return async ({ id, driver, place }, why) => {
    background.run("Telling the driver in App Home", () => publishHome(driver));
    background.run("Telling the driver in the channel", () => {
      const { text, blocks } = cannotBeShown(why, command, id);
      const { channel } = place;
      return client.chat.postEphemeral({ channel, user: driver, text, blocks: [...blocks] });
    });
  };
}
