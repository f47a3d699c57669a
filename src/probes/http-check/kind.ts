import { z } from "zod";
import type { GenericProbe, Problem } from "#language";
import type { ValueTypes } from "../deciding/condition.ts";
import { genericSignature, readProblems } from "../generic-signature.ts";
import { createGuard, plainAddress } from "../network-guard.ts";
import { factsTextShape, findingsShape, readShape } from "../shape-parts.ts";

/** One request to an address, of which the answer and the certificate are read. */
export const httpCheck = z
  .strictObject({
    kind: z.literal("http.check"),
    url: factsTextShape.describe("The whole address, with {facts}: https://{host}/health."),
    method: z.enum(["GET", "HEAD"]).default("GET").describe("GET or HEAD; GET when absent."),
    read: readShape.optional(),
    findings: findingsShape,
  })
  .describe("Asks an address whose host the operator allows (HANDRAIL_CHECK_HOSTS).");

/** What conditions may ask of an answer. */
const own = {
  problem: ["", "refused", "timeout", "reset", "tls", "no-address", "unreachable"],
  status: "number",
  ms: "number",
  location: "text",
  body: "text",
  addresses: "number",
  certDaysLeft: "number",
  certTrusted: "any",
  certMatches: "any",
} as const;

/** The certificate is there with https only, what came as the answer's body with GET only. */
function typesOf({ url, method, read: named }: GenericProbe): ValueTypes {
  const isPlain = typeof url === "string" && url.startsWith("http://");
  const gone = [
    ...(isPlain ? ["certDaysLeft", "certTrusted", "certMatches"] : []),
    ...(method === "HEAD" ? ["body"] : []),
  ];
  const there = Object.entries(own).filter(([name]) => !gone.includes(name));
  return {
    ...Object.fromEntries(Object.keys(named ?? {}).map((name) => [name, "any" as const])),
    ...Object.fromEntries(there),
  };
}

export const httpCheckSignature = genericSignature({
  id: "http.check",
  doing: "Asking an address",
  shape: httpCheck,
  values: typesOf,
  problems: requestProblems,
});

const onlyHead =
  "Write method: HEAD where an answer is the whole address: behind some addresses a GET does something, and whoever answers would choose which.";

const noPassword =
  "An address holds no name and password: what is written here stands in the thread and in the record.";

const neverAsked =
  "Handrail connects to no address of the machine itself, of the link or of a cloud's metadata: name a host.";

/** Whether an address that stands there as numbers is one that nobody can allow. */
function isForbiddenHost(url: string): boolean {
  const host = URL.parse(url.replaceAll(/[{}]/g, "x"))?.hostname.replaceAll(/[[\]]/g, "") ?? "";
  return host === "localhost" || (plainAddress(host) !== null && isForbidden(host));
}

const { isForbidden } = createGuard();

function requestProblems({
  url,
  method,
  read: named = {},
}: z.output<typeof httpCheck>): readonly Problem[] {
  return [
    ...(method === "HEAD" && Object.keys(named).length > 0
      ? [{ where: "read", says: "An answer to HEAD has no body: write method: GET." }]
      : []),
    ...(method === "GET" && /^\{\w+\}$/.test(url) ? [{ where: "method", says: onlyHead }] : []),
    ...(/^(https?:\/\/|\{\w+\}$)/.test(url)
      ? []
      : [{ where: "url", says: "Write a whole address, such as https://{host}/health." }]),
    ...(/^https?:\/\/[^/?#]*@/.test(url) ? [{ where: "url", says: noPassword }] : []),
    ...(isForbiddenHost(url) ? [{ where: "url", says: neverAsked }] : []),
    ...readProblems(named, own),
  ];
}
