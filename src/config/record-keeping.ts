import { z } from "zod";

const where =
  "the path of a file, or the address of a syslog server that is reached over TCP, such as syslog://logs.example:601";

/** What leaves the database, and when. */
export const recordShape = {
  /** Where it is written, as JSON lines, who did or read what and who was refused; nowhere when absent. */
  HANDRAIL_AUDIT: z.string().transform(destination).optional(),
  /** How long a closed run is kept after the last that happened in it, in days; for ever when absent. */
  HANDRAIL_RETENTION_DAYS: z.coerce.number("a number of days").min(1, "1 or more").optional(),
};

type Destination =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "syslog"; readonly host: string; readonly port: number };

function destination(text: string, context: z.RefinementCtx): Destination {
  if (!/^[a-z][a-z+]*:\/\//.test(text)) return { kind: "file", path: text };
  const url = URL.parse(text);
  if (url?.protocol === "syslog:" && url.hostname !== "" && url.pathname.length < 2)
    return { kind: "syslog", host: unbracketed(url.hostname), port: Number(url.port || 601) };
  context.addIssue({ code: "custom", message: where });
  return z.NEVER;
}

/** "[::1]" is how an address stands in a URL, not how it is connected to. */
const unbracketed = (host: string): string => host.replace(/^\[(.*)\]$/, "$1");
