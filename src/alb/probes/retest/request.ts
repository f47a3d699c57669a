import {
  type Agent,
  type IncomingMessage,
  request as overHttp,
  type RequestOptions,
} from "node:http";
import { request as overHttps } from "node:https";

/** One request through one address of the load balancer. */
export interface FreshRequest {
  readonly url: URL;
  readonly method: "HEAD" | "GET";
  /** An IP address of the load balancer; nothing else is ever connected to. */
  readonly address: string;
  readonly port: number;
  readonly timeoutMs: number;
  /** Connections to use again; without it each request has one of its own, as curl's has. */
  readonly agent?: Agent;
}

export type RetestOutcome =
  /** A target answered, with whatever status. */
  | { readonly kind: "reached"; readonly status: number }
  /** The load balancer answered 502 by itself. */
  | { readonly kind: "failed502" }
  /** A 502 that does not say who answered: it proves nothing. */
  | { readonly kind: "unsigned502" }
  /** The load balancer answered by itself with something else: a redirect, a fixed response, 503, 504, a firewall's 403. */
  | { readonly kind: "not-forwarded"; readonly status: number }
  | { readonly kind: "no-answer"; readonly why: string };

/**
 * Sends one request with the URL's host in Host and SNI, to the given address only; redirects are not followed. It ends with
 * the headers of the answer: no body is waited for, and none keeps a connection longer than `timeoutMs`. Never rejects.
 */
export function sendRequest(fresh: FreshRequest, signal: AbortSignal): Promise<RetestOutcome> {
  return new Promise((resolve) => {
    const send = fresh.url.protocol === "https:" ? overHttps : overHttp;
    const sent = send(optionsOf(fresh, signal), (response) => {
      resolve(outcomeOf(response));
      response.on("error", () => undefined);
      if (fresh.agent === undefined) sent.destroy();
      else endSoon(response);
    });
    const late = setTimeout(
      () => sent.destroy(new Error(`no answer within ${fresh.timeoutMs / 1_000} s`)),
      fresh.timeoutMs,
    );
    // Asked for by nobody: Node would end it without a word.
    sent.on("upgrade", (response, socket) => {
      resolve(outcomeOf(response));
      socket.destroy();
    });
    sent.on("error", (error) => resolve({ kind: "no-answer", why: error.message }));
    sent.on("close", () => {
      clearTimeout(late);
      resolve({ kind: "no-answer", why: "the connection ended" });
    });
    sent.end();
  });
}

/** A connection is used again only once the body is over; a large one costs the connection instead. */
function endSoon(response: IncomingMessage): void {
  let bytes = 0;
  response.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > mostBodyBytes) response.destroy();
  });
}

const mostBodyBytes = 65_536;

function optionsOf(fresh: FreshRequest, signal: AbortSignal): RequestOptions {
  const { url, method, port } = fresh;
  const hostname = url.hostname.replace(/^\[|\]$/g, "");
  return {
    method,
    host: fresh.address,
    port,
    path: `${url.pathname}${url.search}`,
    headers: {
      host: url.host,
      "user-agent": "handrail (retest)",
      ...(fresh.agent ? {} : { connection: "close" }),
    },
    agent: fresh.agent ?? false,
    signal,
    ...(isAddress(hostname) ? {} : { servername: hostname }),
  };
}

const isAddress = (host: string) => /^[\d.]+$|:/.test(host);

/**
 * AWS's own answers carry `Server: awselb/2.0`, unless the load balancer is told to leave the header out; those of targets carry
 * whatever the target says.
 */
function outcomeOf({ statusCode = 0, headers }: IncomingMessage): RetestOutcome {
  if (statusCode === 502 && headers.server === undefined) return { kind: "unsigned502" };
  if (!/^awselb\//.test(String(headers.server))) return { kind: "reached", status: statusCode };
  return statusCode === 502 ? { kind: "failed502" } : { kind: "not-forwarded", status: statusCode };
}
