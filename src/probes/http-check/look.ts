import { isIP } from "node:net";
import { type Json, shownUrl } from "#language";
import { quoteForShell } from "../../language/texts/shell-quote.ts";
import { parseJson } from "../../parse-json.ts";
import { withoutSecrets } from "../../run/secrets.ts";
import { genericLook } from "../generic-look.ts";
import type { Guard } from "../network-guard.ts";
import type { DataReader } from "../reading/read.ts";
import { type Permits, runPermittedInTurn } from "../request-permits.ts";
import { systemLookup } from "../system-names.ts";
import { addressOf, safeAddress } from "./address.ts";
import { httpCheck } from "./kind.ts";
import { type Answered, requestOnce } from "./request.ts";

/** What asking an address takes. */
export interface HttpParts {
  readonly hosts: readonly string[];
  readonly guard: Guard;
  readonly read: DataReader;
  readonly permits: Permits;
  /** The addresses of a name; the system's resolver when absent. */
  readonly resolve?: (name: string) => Promise<readonly string[]>;
}

/** Asks the address of a step once, and reads its answer and its certificate. */
export const lookAtAddress = (parts: HttpParts) =>
  genericLook(httpCheck, async ({ stated, answers, asks, now, signal }) => {
    const { method, read: expressions = {} } = stated;
    const url = addressOf(stated.url, answers, parts.hosts);
    const asked = await ask(parts, url, method, signal);
    if ("why" in asked) return `Nothing was asked. ${asked.why}`;
    const { addresses, answered } = asked;
    const named = await parts.read((parseJson(answered.body) ?? null) as Json, expressions);
    if (named.kind === "unread") return named.says;
    const shown = shownUrl(url.href);
    const head = method === "HEAD" ? "--head " : "";
    asks(() => [`curl -sSi --max-time 10 ${head}${quoteForShell(shown)}`]);
    return {
      about: `${method} ${shown}`,
      values: { ...named.values, ...valuesOf(answered, addresses, now()) },
      source: addresses[0] === undefined ? "DNS" : `the answer of ${addresses[0]}`,
    };
  });

/** Where a name leads, and what the first of its addresses answers. */
async function ask(
  { guard, permits, resolve = bySystem }: HttpParts,
  url: URL,
  method: "GET" | "HEAD",
  signal: AbortSignal,
) {
  const name = url.hostname.replace(/^\[|\]$/g, "");
  const addresses = isIP(name) === 0 ? await resolve(name) : [name];
  const address = safeAddress(addresses, guard);
  if (address === undefined) return { addresses, answered: noAddress };
  const wanted = {
    destination: `host ${name.replace(/\.$/, "")}`,
    called: "this host",
    requests: 1,
  };
  return runPermittedInTurn(permits, wanted, signal, async (allowed) => {
    const both = AbortSignal.any([signal, allowed]);
    const answered = await requestOnce(url, address, method, both);
    // What an answer holds is kept and shown.
    const body = withoutSecrets(answered.body);
    return { addresses, answered: { ...answered, body }, sent: 1 };
  });
}

const noAddress: Answered = {
  ...{ problem: "no-address", status: null, ms: null, location: "", body: "", certificate: null },
};

/** A name that leads nowhere is an answer too; that it could not be told is none. */
const bySystem = async (name: string): Promise<readonly string[]> => {
  try {
    return await systemLookup(name);
  } catch (error) {
    if (error instanceof Error && "code" in error) return [];
    throw error;
  }
};

function valuesOf(
  { problem, status, ms, location, body, certificate }: Answered,
  addresses: readonly string[],
  now: number,
): { readonly [name: string]: Json } {
  return {
    ...{ problem, status, ms, location: shownUrl(location), body: body.slice(0, 10_000) },
    addresses: addresses.length,
    certDaysLeft: certificate === null ? null : (certificate.expires - now) / 86_400_000,
    certTrusted: certificate?.trusted ?? null,
    certMatches: certificate?.matches ?? null,
  };
}
