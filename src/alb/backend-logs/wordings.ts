/**
 * What a line says of a connection:
 * - broken-pipe: whoever asked had gone, or the connection to them broke, while the server still wrote or read
 * - upstream-closed: the server asked another one, and that one closed the connection before its answer
 * - other: the server failed in a way of its own
 */
export type WordingKind = "broken-pipe" | "upstream-closed" | "other";

/** How one server says it in its log. */
export interface Wording {
  readonly kind: WordingKind;
  readonly server: string;
  /** The words as they are in the log, for people. */
  readonly says: string;
  /** A regular expression that JavaScript and CloudWatch Logs Insights both understand. */
  readonly pattern: string;
  /** Where capitals mean something: HAProxy writes SH for a server that closed and sH for one that was too slow. */
  readonly isExact?: true;
  /** The file of the server's source, or the page, that has these words. */
  readonly source: string;
}

/** The wording that a line has: the first that fits, so the more telling ones stand first; null where none does. */
export function wordingOf(line: string): Wording | null {
  return compiled.find(({ sign }) => sign.test(line))?.wording ?? null;
}

const upstreamClosed = [
  word("nginx", "upstream prematurely closed connection", "src/http/ngx_http_upstream.c"),
  {
    server: "nginx",
    says: "recv() failed (104: Connection reset by peer) while reading response header from upstream",
    pattern: "(recv|readv)\\(\\) failed \\(104: connection reset by peer\\) while reading",
    source: "src/os/unix/ngx_recv.c, src/http/ngx_http_upstream.c",
  },
  {
    server: "nginx",
    says: "writev() failed (32: Broken pipe) while sending request to upstream",
    pattern:
      "(send|sendfile|writev)\\(\\) failed \\([0-9]+: [a-z ]+\\) while sending request to upstream",
    source: "src/os/unix/ngx_writev_chain.c, src/http/ngx_http_upstream.c",
  },
  word(
    "Apache httpd",
    "error reading status line from remote server",
    "modules/proxy/mod_proxy_http.c, AH01102",
  ),
  word(
    "Apache httpd",
    "Error reading from remote server",
    "modules/proxy/mod_proxy_http.c, AH00898",
  ),
  {
    server: "Apache httpd",
    says: "AH01084: pass request body failed to",
    pattern: "AH01084|AH01097",
    source: "modules/proxy/mod_proxy_http.c, AH01084 and AH01097",
  },
  {
    server: "HAProxy",
    says: "SH-- (the server closed before its headers were complete)",
    isExact: true as const,
    pattern: " S[HD][-NIDVEO][-NUIPRD] [0-9]+/[0-9]+/",
    source: "HAProxy configuration manual, 8.5 Session state at disconnection",
  },
  word("Node.js", "socket hang up", "lib/_http_client.js"),
  word("Node.js (undici)", "other side closed", "undici lib/dispatcher/client-h1.js"),
  word(
    "Python (http.client)",
    "Remote end closed connection without response",
    "Lib/http/client.py",
  ),
  word(
    "Java (Reactor Netty)",
    "Connection prematurely closed",
    "reactor-netty HttpClientConnect.java",
  ),
  {
    server: "Java (Apache HttpClient)",
    says: "NoHttpResponseException: … failed to respond",
    pattern: "NoHttpResponseException",
    source: "httpclient DefaultHttpResponseParser.java",
  },
  word(
    "Java (HttpClient)",
    "header parser received no bytes",
    "jdk.internal.net.http Http1Exchange",
  ),
  word("Go", "server closed idle connection", "net/http transport.go, errServerClosedIdle"),
  word("Go (ReverseProxy)", "http: proxy error: EOF", "net/http/httputil reverseproxy.go"),
  word("Ruby (Net::HTTP)", "end of file reached", "EOFError, io.c"),
].map((one) => ({ ...one, kind: "upstream-closed" as const }));

const brokenPipe = [
  word("nginx", "client prematurely closed connection", "src/http/ngx_http_upstream.c"),
  {
    server: "nginx",
    says: "writev() failed (32: Broken pipe) while sending to client",
    pattern: "failed \\([0-9]+: [a-z ]+\\) while (sending to client|reading client request)",
    source: "src/os/unix/ngx_writev_chain.c, src/http/ngx_http_request.c",
  },
  {
    server: "HAProxy",
    says: "CD-- (the client went away while data was sent)",
    isExact: true as const,
    pattern: " C[HD][-NIDVEO][-NUIPRD] [0-9]+/[0-9]+/",
    source: "HAProxy configuration manual, 8.5 Session state at disconnection",
  },
  {
    server: "Node.js",
    says: "write EPIPE",
    pattern: "\\b(write|writev) (EPIPE|ECONNRESET)\\b",
    source: "lib/net.js, lib/internal/errors.js",
  },
  word("Node.js", "read ECONNRESET", "lib/internal/stream_base_commons.js"),
  word("Python", "BrokenPipeError", "Python library reference, built-in exceptions"),
  word("Python", "ConnectionResetError", "Python library reference, built-in exceptions"),
  {
    server: "gunicorn",
    says: "Ignoring EPIPE",
    pattern: "Ignoring (connection )?(epipe|reset)|Ignoring connection reset",
    source: "gunicorn/workers/sync.py and gthread.py (log level debug)",
  },
  word("uWSGI", "writing to a closed pipe/socket/fd", "core/uwsgi.c, warn_pipe"),
  word(
    "Java (Tomcat)",
    "ClientAbortException",
    "org/apache/catalina/connector/ClientAbortException.java",
  ),
  word("Java (Jetty)", "jetty.io.EofException", "org/eclipse/jetty/io/EofException.java"),
  {
    server: "Java (Netty)",
    says: "NativeIoException: … failed: Broken pipe",
    pattern: "NativeIoException: [a-z:]+\\(\\.\\.\\) failed[^:]*: (broken pipe|connection reset)",
    source: "io/netty/channel/unix/Errors.java",
  },
  {
    server: "Java",
    says: "java.io.IOException: Broken pipe",
    pattern: "IOException: (broken pipe|connection reset by peer)",
    source: "sun.nio.ch, by strerror(3)",
  },
  word("Go", "write: broken pipe", "net.OpError, by strerror(3)"),
  word("Go", "read: connection reset by peer", "net.OpError, by strerror(3)"),
  { ...word("Ruby", "Errno::EPIPE", "Ruby core, Errno"), pattern: "Errno::E(PIPE|CONNRESET)" },
  word("Ruby (Puma)", "Connection error detected during", "lib/puma/client.rb, request.rb"),
  word("another server", "broken pipe", "strerror(3), EPIPE"),
  word("another server", "connection reset by peer", "strerror(3), ECONNRESET"),
].map((one) => ({ ...one, kind: "broken-pipe" as const }));

const other = [
  word("nginx", "upstream timed out", "src/http/ngx_http_upstream.c"),
  word("nginx", "no live upstreams", "src/http/ngx_http_upstream_round_robin.c"),
  word("nginx", "upstream sent too big header", "src/http/ngx_http_upstream.c"),
  {
    server: "nginx",
    says: "connect() failed (111: Connection refused) while connecting to upstream",
    pattern: "connect\\(\\) failed \\([0-9]+: [a-z ]+\\) while connecting to upstream",
    source: "src/event/ngx_event_connect.c",
  },
  word("Apache httpd", "failed to make connection to backend", "modules/proxy/mod_proxy_http.c"),
  word("gunicorn", "WORKER TIMEOUT", "gunicorn/arbiter.py"),
  word("Java", "java.lang.OutOfMemoryError", "Java API, java.lang"),
  word("Node.js", "JavaScript heap out of memory", "V8, api.cc"),
  word("Go", "http: panic serving", "net/http server.go"),
].map((one) => ({ ...one, kind: "other" as const }));

/** Every wording that is looked for; where a line fits several, the first counts. */
export const wordings: readonly Wording[] = [...upstreamClosed, ...brokenPipe, ...other];

const compiled = wordings.map((wording) => ({ wording, sign: signOf(wording) }));

/** Finds the words of a wording in a line. */
export function signOf({ pattern, isExact }: Pick<Wording, "pattern" | "isExact">): RegExp {
  return new RegExp(pattern, isExact ? "" : "i");
}

/** A wording whose words are always the same. */
function word(server: string, says: string, source: string) {
  return { server, says, source, pattern: says.replaceAll(/[()[\]{}.*+?^$|\\]/g, "\\$&") };
}
