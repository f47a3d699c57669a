import { expect, test } from "vitest";
import { wordingOf, wordings } from "../../../src/alb/backend-logs/wordings.ts";

const said: readonly (readonly [string, string, string])[] = [
  [
    "nginx",
    "upstream-closed",
    '2026/11/23 14:01:36 [error] 27#27: *7 upstream prematurely closed connection while reading response header from upstream, client: 10.0.0.1, server: shop, request: "POST /cart HTTP/1.1"',
  ],
  [
    "nginx",
    "upstream-closed",
    "[error] 27#27: *9 recv() failed (104: Connection reset by peer) while reading response header from upstream, client: 10.0.0.1",
  ],
  [
    "nginx",
    "upstream-closed",
    "[error] 27#27: *9 sendfile() failed (32: Broken pipe) while sending request to upstream",
  ],
  [
    "nginx",
    "broken-pipe",
    "[info] 27#27: *259 writev() failed (32: Broken pipe) while sending to client, client: 172.20.0.6",
  ],
  [
    "nginx",
    "other",
    "[error] 27#27: *9 connect() failed (111: Connection refused) while connecting to upstream",
  ],
  [
    "Apache httpd",
    "upstream-closed",
    "[proxy_http:error] [pid 9] (104)Connection reset by peer: [client 10.0.0.1:5] AH01102: error reading status line from remote server 127.0.0.1:8787",
  ],
  [
    "HAProxy",
    "upstream-closed",
    '10.0.0.1:37570 [23/Nov/2026:20:35:35.743] fe be/srv1 0/0/0/-1/12 502 273 - - SH-- 1/1/0/0/0 0/0 "POST / HTTP/1.1"',
  ],
  [
    "HAProxy",
    "broken-pipe",
    '10.0.0.1:37570 [23/Nov/2026:20:35:35.743] fe be/srv1 0/0/0/3/12 200 273 - - CD-- 1/1/0/0/0 0/0 "GET / HTTP/1.1"',
  ],
  ["Node.js", "broken-pipe", "Error: write EPIPE at afterWriteDispatched"],
  ["Node.js", "upstream-closed", "Error: socket hang up at connResetException"],
  ["gunicorn", "broken-pipe", "[2026-11-23 14:00:00 +0000] [9] [DEBUG] Ignoring EPIPE"],
  ["gunicorn", "other", "[2026-11-23 14:00:00] [1] [CRITICAL] WORKER TIMEOUT (pid:9)"],
  ["Python", "broken-pipe", "BrokenPipeError: [Errno 32] Broken pipe"],
  [
    "Java (Tomcat)",
    "broken-pipe",
    "org.apache.catalina.connector.ClientAbortException: java.io.IOException: Broken pipe",
  ],
  [
    "Java (Netty)",
    "broken-pipe",
    "io.netty.channel.unix.Errors$NativeIoException: readAddress(..) failed: Connection reset by peer",
  ],
  [
    "Java (Reactor Netty)",
    "upstream-closed",
    "PrematureCloseException: Connection prematurely closed BEFORE response",
  ],
  ["Go", "broken-pipe", "write tcp 10.0.0.2:8080->10.0.0.1:4242: write: broken pipe"],
  ["Go (ReverseProxy)", "upstream-closed", "2026/11/23 14:00:00 http: proxy error: EOF"],
  ["Ruby", "broken-pipe", "Errno::EPIPE: Broken pipe"],
];

test.each(said)("%s says %s: %s", (server, kind, line) => {
  expect(wordingOf(line)).toMatchObject({ server, kind });
});

test.each([
  "GET /health 200 3 ms",
  "closed keepalive connection",
  // A server that was too slow, not one that closed.
  '10.0.0.1:37570 [23/Nov/2026:20:35:35.743] fe be/srv1 0/0/0/-1/30000 504 194 - - sH-- 1/1/0/0/0 0/0 "POST / HTTP/1.1"',
])("an ordinary line is none of them: %s", (line) => {
  expect(wordingOf(line)).toBeNull();
});

test("the words of each wording without placeholders fit itself, and each has a source", () => {
  for (const wording of wordings.filter(({ isExact }) => !isExact)) {
    expect(wordingOf(wording.says.replaceAll("…", "x")), wording.says).not.toBeNull();
    expect(wording.source).not.toBe("");
  }
});
