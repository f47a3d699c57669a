import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseConnectionHeaders } from "../../../src/alb/measuring/connection-outcome.ts";
import {
  createResponseReader,
  type ResponseProgress,
} from "../../../src/alb/measuring/response-reader.ts";

/** What a reader says after this text, pushed as these pieces. */
function read(pieces: readonly string[], method: "HEAD" | "GET" = "GET"): ResponseProgress {
  const reader = createResponseReader(method);
  return pieces.reduce<ResponseProgress>((_, piece) => reader.push(piece), { kind: "more" });
}

const lines = (...all: readonly string[]) => all.join("\r\n");
const chunked = lines(
  "HTTP/1.1 200 OK",
  "Transfer-Encoding: chunked",
  "",
  "5",
  "hello",
  "c;name=value",
  "twelve bytes",
  "0",
  "Trailer: yes",
  "",
  "",
);
const long = lines("HTTP/1.1 200 OK", "Content-Length: 5", "", "hello");
const early = lines("HTTP/1.1 103 Early Hints", "Link: </a>", "", long);

describe("reading a response", () => {
  it.each([
    ["chunks and a trailer", chunked],
    ["a length", long],
    ["preliminary responses before it", early],
    ["no body", lines("HTTP/1.1 204 No Content", "", "")],
    ["no reason phrase and bare line feeds", "HTTP/1.0 200\nContent-Length: 0\n\n"],
  ])("ends with the last byte of %s, however it arrives", (_, text) => {
    fc.assert(
      fc.property(fc.array(fc.nat(text.length), { maxLength: 8 }), (cuts) => {
        const places = [0, ...cuts.toSorted((one, other) => one - other), text.length];
        const pieces = places.slice(1).map((end, nth) => text.slice(places[nth], end));
        expect(read(pieces).kind).toBe("done");
        expect(read([text.slice(0, -1)]).kind).toBe("more");
      }),
    );
  });

  it("has no body after HEAD, whatever its length says", () => {
    expect(read([lines("HTTP/1.1 200 OK", "Content-Length: 500", "", "")], "HEAD").kind).toBe(
      "done",
    );
  });

  it("goes on until the connection ends where nothing says how long it is", () => {
    const reader = createResponseReader("GET");
    expect(reader.push(lines("HTTP/1.1 200 OK", "", "page")).kind).toBe("more");
    expect(reader.ended().kind).toBe("done");
  });

  it.each([
    ["another protocol", ["220 mail.example ESMTP\r\n"], "in something that is not HTTP/1.x"],
    ["HTTP/2", ["HTTP/2 200\r\n\r\n"], "in something that is not HTTP/1.x"],
    ["a status that is none", ["HTTP/1.1 ok\r\n\r\n"], "in something that is not HTTP/1.x"],
    [
      "a head without end",
      ["HTTP/1.1 200 OK\r\n", "a: b\r\n".repeat(12_000)],
      "with a head of more than 64 KB",
    ],
    [
      "chunks that are none",
      [lines("HTTP/1.1 200 OK", "Transfer-Encoding: chunked", "", "zz", "")],
      "with chunks that cannot be read",
    ],
    [
      "a body without end",
      [lines("HTTP/1.1 200 OK", "", "x".repeat(10_000_001))],
      "with more than 10 MB",
    ],
  ])("gives up on %s", (_, pieces, why) => {
    expect(read(pieces)).toEqual({ kind: "bad", why });
  });

  it("is cut off where the connection ends in the middle", () => {
    const reader = createResponseReader("GET");
    reader.push(long.slice(0, -1));
    expect(reader.ended()).toEqual({ kind: "bad", why: "with half a response" });
  });
});

describe("what a response says of its connection", () => {
  const said = (...fields: readonly string[]) => {
    const done = read([lines(...fields, "Content-Length: 0", "", "")]);
    return done.kind === "done" ? parseConnectionHeaders(done.head) : undefined;
  };

  it.each([
    [["HTTP/1.1 200 OK"], false],
    [["HTTP/1.1 200 OK", "Connection: Close"], true],
    [["HTTP/1.1 200 OK", "Connection: upgrade, close"], true],
    [["HTTP/1.1 200 OK", "Connection: keep-alive", "Connection: close"], true],
    [["HTTP/1.0 200 OK"], true],
    [["HTTP/1.0 200 OK", "Connection: Keep-Alive"], false],
  ])("of %j whether it is the last one: %s", (fields, lastOne) => {
    expect(said(...fields)).toMatchObject({ lastOne });
  });

  it("reads what Keep-Alive announces", () => {
    expect(said("HTTP/1.1 200 OK", "Keep-Alive: timeout=5, max=100")).toMatchObject({
      timeoutSeconds: 5,
      maxRequests: 100,
    });
    expect(said("HTTP/1.1 200 OK")).toMatchObject({ timeoutSeconds: null, maxRequests: null });
  });
});
