import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders } from "node:http";

/** A client's headers as the backend gets them; the connection is asked to stay open. */
export function passedOn(incoming: IncomingMessage): OutgoingHttpHeaders {
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
export function passedBack(response: IncomingMessage): OutgoingHttpHeaders {
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
