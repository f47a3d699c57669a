import { formatSeconds } from "./durations.ts";
import { type Idle, idleInWords } from "./idle-times.ts";
import type { Link } from "./link.ts";
import type { Server } from "./server.ts";

/** One sentence on a link: both values, and the margin where there is one. */
export function sayLink(
  link: Omit<Link, "says">,
  server: Server | undefined,
  marginSeconds: number,
): string {
  if (server?.notHttp !== undefined) return server.notHttp;
  const { client, verdict } = link;
  if (verdict === "no-reuse") return sayNoReuse(link);
  if (verdict === "unknown") return sayUnknown(link);
  const first = `${capitalize(closingWords(link.server.name, link.server.closes))}; ${keepingWords(client.name, client.keeps)}`;
  return `${first}${marginWords(link, marginSeconds)}.`;
}

/** "Node.js closes idle connections after 6 s (5 s set + 1 s that Node.js adds)". */
export const closingWords = (name: string, closes: Idle): string =>
  idleInWords(closes, {
    seconds: (known) =>
      `${name} closes idle connections after ${formatSeconds(known.seconds)}${sum(name, known)}`,
    "at-least": ({ seconds }) =>
      `${name} was measured to keep idle connections for at least ${formatSeconds(seconds)}`,
    never: `${name} never closes an idle connection by itself`,
    closes: ({ announced }) =>
      `${name} closes each connection after its response ${announced ? "and says so" : "without a Connection: close header"}`,
    unknown: `how long ${name} keeps an idle connection open is not known`,
  });

/** Who typed 5 s finds it again in the 6 s that count. */
const sum = (name: string, { seconds, added }: Idle & { readonly kind: "seconds" }) =>
  added === undefined
    ? ""
    : ` (${formatSeconds(seconds - added)} set + ${formatSeconds(added)} that ${name} adds)`;

/** "the load balancer keeps them for 60 s". */
const keepingWords = (name: string, keeps: Idle): string =>
  idleInWords(keeps, {
    seconds: ({ seconds }) => `${name} keeps them for ${formatSeconds(seconds)}`,
    "at-least": ({ seconds }) => `${name} keeps them for at least ${formatSeconds(seconds)}`,
    never: `${name} keeps them until the other side closes`,
    closes: `${name} uses each connection once`,
    unknown: `how long ${name} keeps them is not known`,
  });

function marginWords({ client, server, verdict }: Omit<Link, "says">, wanted: number): string {
  const { keeps } = client;
  const { closes } = server;
  if (closes.kind === "never") return " and closes them first";
  if (!("seconds" in keeps && "seconds" in closes)) return "";
  const margin = closes.seconds - keeps.seconds;
  const size = formatSeconds(Math.abs(margin));
  if (verdict === "too-short") return `, ${size} longer`;
  if (verdict === "tie") return ": a tie, in which either side can close first";
  if (verdict === "thin-margin")
    return `: a margin of ${size}, less than the ${wanted} s asked for`;
  return `: a margin of ${size}`;
}

function sayNoReuse({ client, server }: Omit<Link, "says">): string {
  if (client.keeps.kind === "closes") {
    return `${capitalize(client.name)} uses each connection to ${server.name} once, so none is closed under a request.`;
  }
  return `${capitalize(closingWords(server.name, server.closes))}, so ${client.name} never uses one twice.`;
}

function sayUnknown({ client, server, needs }: Omit<Link, "says">): string {
  const words = capitalize(closingWords(server.name, server.closes));
  const other = keepingWords(client.name, client.keeps);
  const wanted =
    needs?.kind === "server-at-least"
      ? `: ${server.name} needs ${formatSeconds(needs.seconds)} or more`
      : "";
  return `${words}; ${other.replace("keeps them", "keeps one")}${wanted}.`;
}

/** Names such as nginx and uvicorn keep their small letter. */
export const capitalize = (words: string) =>
  /^(a|the|how) /.test(words) ? words.charAt(0).toUpperCase() + words.slice(1) : words;
