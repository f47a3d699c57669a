import type { IncomingMessage } from "node:http";

/**
 * Why a request is refused, or null. Pages of other sites can reach loopback ports: a foreign Host is DNS rebinding, a
 * foreign Origin is a page that drives this one.
 */
export function refusal({ headers, method = "" }: IncomingMessage, port: number): string | null {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (!hosts.includes(headers.host ?? "")) return "This host name is not the practice page's.";
  const isWriting = method !== "GET" && method !== "HEAD";
  const { origin } = headers;
  if ((origin !== undefined || isWriting) && origin !== `http://${headers.host}`) {
    return "This origin may not use the practice page.";
  }
  const site = headers["sec-fetch-site"];
  if (site === "cross-site" || site === "same-site") return "Another site may not read this.";
  if (isWriting && headers["content-type"] !== "application/json") return "Send JSON.";
  return null;
}

/** What the page and its answers may do in a browser: load its own files only, be framed by nobody. */
export const safeHeaders = {
  "Content-Security-Policy": [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "Cache-Control": "no-store",
} as const;
