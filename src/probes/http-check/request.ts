import { type IncomingMessage, request as overHttp } from "node:http";
import { request as overHttps } from "node:https";
import { isIPv6, type LookupFunction } from "node:net";
import { checkServerIdentity, type PeerCertificate, TLSSocket } from "node:tls";
import { limitSignal } from "../../deadline.ts";

/** What came of one request. */
export interface Answered {
  /** "" where an answer came; else refused, timeout, reset, tls or unreachable. */
  readonly problem: string;
  readonly status: number | null;
  /** Milliseconds until the headers were there. */
  readonly ms: number | null;
  readonly location: string;
  /** The first 64 KB. */
  readonly body: string;
  readonly certificate: Certificate | null;
}

export interface Certificate {
  /** Milliseconds since the epoch. */
  readonly expires: number;
  /** By an authority that this machine trusts, and within its dates. */
  readonly trusted: boolean;
  /** It is for this host. */
  readonly matches: boolean;
}

const longestMs = 10_000;
const mostBytes = 65_536;

/**
 * Sends one request to this address of the host and follows no redirect. A certificate that nobody trusts is read all the same, for
 * that may be the question: nothing secret is sent.
 */
export async function requestOnce(
  url: URL,
  address: string,
  method: "GET" | "HEAD",
  signal: AbortSignal,
): Promise<Answered> {
  const began = performance.now();
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const send = url.protocol === "https:" ? overHttps : overHttp;
  const asked = send(url, {
    ...{ method, agent: false, rejectUnauthorized: false, lookup: pinned(address) },
    headers: { "user-agent": "handrail", accept: "*/*" },
    signal: limitSignal(signal, longestMs),
  });
  // Node ends a protocol that nobody asked to change to without an error.
  const broken = () => reject(Object.assign(new Error("broken off"), { code: "ECONNRESET" }));
  asked.on("response", resolve).on("error", reject).on("close", broken).end();
  try {
    const response = await promise;
    const ms = Math.round(performance.now() - began);
    const certificate = certificateOf(response, url.hostname);
    const { statusCode: status = null, headers } = response;
    const body = await startOf(response);
    return { problem: "", status, ms, location: headers.location ?? "", body, certificate };
  } catch (error) {
    return { ...nothing, problem: problemOf(error) };
  } finally {
    asked.destroy();
  }
}

const nothing: Answered = {
  ...{ problem: "", status: null, ms: null, location: "", body: "", certificate: null },
};

/** The address that was looked at, and no other that the name may lead to by now. */
const pinned =
  (address: string): LookupFunction =>
  (_, { all }, done) => {
    const family = isIPv6(address) ? 6 : 4;
    if (all) done(null, [{ address, family }]);
    else done(null, address, family);
  };

function certificateOf({ socket }: IncomingMessage, host: string): Certificate | null {
  if (!(socket instanceof TLSSocket)) return null;
  const peer: PeerCertificate = socket.getPeerCertificate();
  if (peer.valid_to === undefined) return null;
  return {
    expires: Date.parse(peer.valid_to),
    trusted: socket.authorized,
    matches: checkServerIdentity(host, peer) === undefined,
  };
}

async function startOf(response: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of response) {
    parts.push(part);
    bytes += part.length;
    if (bytes >= mostBytes) break;
  }
  return Buffer.concat(parts).subarray(0, mostBytes).toString();
}

function problemOf(error: unknown): string {
  const { code = "", name = "" } = error as { readonly code?: string; readonly name?: string };
  const words = `${code} ${name}`;
  return signs.find(([, sign]) => sign.test(words))?.[0] ?? "unreachable";
}

const signs: readonly (readonly [string, RegExp])[] = [
  ["refused", /ECONNREFUSED/],
  ["timeout", /ABORT_ERR|AbortError|TimeoutError|ETIMEDOUT/],
  ["reset", /ECONNRESET|EPIPE|HPE_/],
  ["tls", /ERR_SSL|ERR_TLS|CERT|EPROTO/],
];
