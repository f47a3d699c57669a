import {
  type ClientRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  request,
  type ServerResponse,
} from "node:http";
import type { Duplex } from "node:stream";

/** How a request to the backend ended. */
export type ExchangeEnding =
  /** Its response was passed on; the time in seconds is that until its first byte. */
  | { readonly kind: "answered"; readonly status: number; readonly seconds: number }
  /** No connection could be established. */
  | { readonly kind: "refused" }
  /** The backend accepted the connection, and TLS could not be agreed on. */
  | { readonly kind: "no-tls" }
  /** No target is registered. */
  | { readonly kind: "no-target" }
  /** The backend closed, or broke the protocol, with the request outstanding. */
  | { readonly kind: "closed" }
  /** The backend said nothing for too long. */
  | { readonly kind: "silent" }
  /** The client went away first. */
  | { readonly kind: "abandoned" };

/** What is exchanged, and over which connection. */
interface Exchange {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  readonly connection: Duplex;
  /** The longest silence of the backend that is borne, in milliseconds. */
  readonly silenceMs: number;
}

/**
 * Sends a client's request over one backend connection, once, and passes the response on as it comes; unless the
 * ending is "answered", nothing has been written to the client.
 */
export function exchange(parts: Exchange): Promise<ExchangeEnding> {
  const { incoming, outgoing, silenceMs } = parts;
  const begun = performance.now();
  const upstream = open(parts);
  let ending: ExchangeEnding = { kind: "closed" };
  const giveUp = (kind: "silent" | "abandoned") => {
    if (ending.kind === "closed") ending = { kind };
    upstream.destroy();
  };
  const silence = setTimeout(() => giveUp("silent"), silenceMs);
  outgoing.once("close", () => outgoing.writableFinished || giveUp("abandoned"));
  upstream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.syscall === "connect") ending = { kind: "refused" };
    if (isHandshake(error)) ending = { kind: "no-tls" };
  });
  upstream.once("response", (response) => {
    const seconds = (performance.now() - begun) / 1_000;
    ending = { kind: "answered", status: response.statusCode ?? 0, seconds };
    passBack(response, outgoing, () => silence.refresh());
  });
  // What the client still sends is no silence either.
  incoming.on("data", () => silence.refresh()).pipe(upstream);
  return new Promise((resolve) => {
    upstream.once("close", () => resolve(ending)).once("close", () => clearTimeout(silence));
  });
}

/** OpenSSL's own errors, which only a handshake can have here. */
const isHandshake = ({ code = "" }: NodeJS.ErrnoException) => /^ERR_SSL_|^EPROTO$/.test(code);

/** Of a target's headers an ALB takes 32 K in total (ELB user guide, quotas). */
const mostHeaderBytes = 32 * 1_024;

function open({ incoming, connection }: Exchange): ClientRequest {
  return request({
    maxHeaderSize: mostHeaderBytes,
    createConnection: () => connection,
    method: incoming.method,
    path: incoming.url,
    headers: passedOn(incoming),
    setHost: false,
  });
}

function passBack(response: IncomingMessage, outgoing: ServerResponse, heard: () => void): void {
  outgoing.writeHead(response.statusCode ?? 0, response.statusMessage ?? "", passedBack(response));
  response.on("data", heard);
  // Too late for an error page: the client sees its own connection break, as it would through a real load balancer.
  response.on("error", () => outgoing.destroy());
  response.pipe(outgoing);
}

/** A client's headers as the backend gets them; the connection is asked to stay open. */
function passedOn(incoming: IncomingMessage): OutgoingHttpHeaders {
  const { remoteAddress, localPort } = incoming.socket;
  const earlier = incoming.headers["x-forwarded-for"];
  return {
    ...endToEnd(incoming.headers),
    "x-forwarded-for": [earlier ?? [], remoteAddress ?? []].flat().join(", "),
    "x-forwarded-proto": "http",
    "x-forwarded-port": String(localPort),
    connection: "keep-alive",
  };
}

/** A backend's headers as the client gets them. */
function passedBack(response: IncomingMessage): OutgoingHttpHeaders {
  return endToEnd(response.headers);
}

/** Without those that speak of one connection only (RFC 9110, 7.6.1); framing is made anew. */
function endToEnd(headers: IncomingHttpHeaders): OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name)));
}

const HOP_BY_HOP = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);
