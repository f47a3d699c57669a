import { NotAllowed, NotChecked } from "../../../run/errors.ts";
import type { RunRow } from "../../../run/run.ts";
import { readingOffer } from "../../messages/forms/configuration-form.ts";
import type { Reply } from "../../messages/replies/ephemeral-reply.ts";
import type { HandlerDependencies } from "../request-context.ts";
import type { ChangeEvent } from "../workspace-events.ts";
import { asksForFiles } from "./configurations.ts";

/**
 * Offers whoever shared files in a run's thread to read them, where the step asks for servers; undefined for everything else, so
 * that nobody is told of files that are none of it.
 */
export async function offerReading(
  { engine, own, forms }: Pick<HandlerDependencies, "engine" | "own" | "forms">,
  event: ChangeEvent,
): Promise<Reply | undefined> {
  const { channel, thread_ts: thread, subtype } = event;
  if (subtype !== "file_share" || typeof channel !== "string" || typeof thread !== "string")
    return undefined;
  const files = configurationsIn(event.files);
  if (files.length === 0) return undefined;
  const rows = await own.runsInThread(channel, thread);
  const open = rows.find(({ status }) => status === "open");
  if (open === undefined || !(await isWelcome(engine, open, event.user))) return undefined;
  const run = await own.read(open.id);
  return asksForFiles({ engine, forms }, run) ? readingOffer(run, files) : undefined;
}

/** Nobody asked for anything yet: whoever may not see the run is offered nothing, in silence. */
async function isWelcome(
  engine: HandlerDependencies["engine"],
  row: RunRow,
  user: unknown,
): Promise<boolean> {
  if (typeof user !== "string") return false;
  const seen = await engine.glance([row], "form", user).catch(noneIfRefused);
  return seen.rows.length > 0;
}

function noneIfRefused(error: unknown): { readonly rows: readonly RunRow[] } {
  if (error instanceof NotAllowed || error instanceof NotChecked) return { rows: [] };
  throw error;
}

/** Files that may be configurations, by name and size alone. */
function configurationsIn(files: unknown) {
  if (!Array.isArray(files)) return [];
  return files.flatMap((file: unknown) => {
    if (typeof file !== "object" || file === null) return [];
    const { id, name, size, mode }: Readonly<Record<string, unknown>> = { ...file };
    const isOne =
      typeof id === "string" &&
      typeof name === "string" &&
      !others.test(name) &&
      mode !== "external" &&
      (typeof size !== "number" || size <= largest);
    return isOne ? [{ id, name }] : [];
  });
}

/** What is never a configuration of a server. */
const others =
  /\.(?:png|jpe?g|gif|webp|svg|heic|pdf|zip|gz|tgz|bz2|xz|zst|7z|mp4|mov|webm|mp3|wav|docx?|xlsx?|pptx?|csv|log|har|pcap|md)$/i;
const largest = 300_000;
