import { createServer as createTlsServer } from "node:https";
import { afterAll, describe, expect, it } from "vitest";
import { judgeServer } from "../../../../src/alb/measuring/judge-server.ts";
import { socketsFor, socketsToProve } from "../../../../src/alb/measuring/sockets.ts";
import {
  type Measuring,
  measureAddress,
} from "../../../../src/alb/probes/measure/measure-address.ts";
import type { SocketTarget } from "../../../../src/alb/probes/measure/open-socket.ts";
import { selfSigned } from "./certificate.ts";
import {
  answered,
  closedPort,
  closeServers,
  listening,
  nodeServer,
  rawServer,
  whereOf,
} from "./servers.ts";

afterAll(closeServers);

const against = { idleTimeoutSeconds: 1.4, marginSeconds: 0.1 };
const settings = { ...against, maxSeconds: 1.7, connections: 3, requests: 4, spreadSeconds: 0.03 };
/** How much later than it happened a busy machine may notice a close, and the response that the idle time starts with. */
const late = 0.5;
const early = 0.15;

async function look(where: SocketTarget, more: Partial<Measuring & typeof settings> = {}) {
  const plans = socketsFor({ ...settings, ...more });
  const signal = AbortSignal.timeout(12_000);
  const seen = await measureAddress(where, plans, {
    clock: () => performance.now(),
    signal,
    ...more,
  });
  return { ...seen, ...judgeServer(seen.measured, "it", against) };
}

describe.concurrent("measuring a server's idle timeout", () => {
  it("sees when a real Node server closes, with FIN", async () => {
    const { measured, finding } = await look(await nodeServer(300));
    expect(measured).toMatchObject({ outcome: "closed", by: "fin", requestCap: null });
    expect(measured.seconds).toBeGreaterThan(0.3 - early - measured.resolutionSeconds);
    expect(measured.seconds).toBeLessThan(0.3 + late);
    expect(finding).toBe("too-short");
  });

  it("counts the second that a server adds to what it announces", async () => {
    const where = await nodeServer(1_000, { keepAliveTimeoutBuffer: 300 });
    const { measured, details } = await look(where, { maxSeconds: 2, requests: 1 });
    expect(measured.says.timeoutSeconds).toBe(1);
    expect(measured.seconds).toBeGreaterThan(1.3 - early - measured.resolutionSeconds);
    expect(details.join(" ")).toMatch(
      /announces Keep-Alive: timeout=1, and waits 0\.\d\d s longer/,
    );
  });

  it("tells RST from FIN", async () => {
    const where = await rawServer((socket) => {
      socket.write(answered());
      setTimeout(() => socket.resetAndDestroy(), 300);
    });
    const { measured, details } = await look(where);
    expect(measured).toMatchObject({ outcome: "closed", by: "rst" });
    expect(details.join(" ")).toContain("breaks idle connections off with RST");
  });

  it("takes an announced close after each response for no reuse", async () => {
    const where = await nodeServer(5_000, {}, (_, response) => {
      response.setHeader("Connection", "close").end("bye");
    });
    const { measured, finding } = await look(where);
    expect(measured).toMatchObject({ outcome: "closes", announced: true });
    expect(finding).toBe("long-enough");
  });

  it("takes a close after each response that nothing announced for too short", async () => {
    const where = await rawServer((socket) => socket.end(answered()));
    const { measured, finding } = await look(where);
    expect(measured).toMatchObject({ outcome: "closes", announced: false });
    expect(finding).toBe("too-short");
  });

  it("says how long a server kept all open that does not close, and uses one again", async () => {
    const { measured, finding, says } = await look(await nodeServer(0));
    expect(measured).toMatchObject({ outcome: "at-least", reuse: { worked: true } });
    expect(measured.seconds).toBeGreaterThanOrEqual(1.7);
    expect(measured.reuse?.afterSeconds).toBeGreaterThanOrEqual(1.5);
    expect(finding).toBe("long-enough");
    expect(says).toContain("and a second request on one then was answered");
  });

  it("does not call it long enough before the margin is over", async () => {
    const { measured, finding, says } = await look(await nodeServer(0), { maxSeconds: 0.2 });
    expect(measured).toMatchObject({ outcome: "at-least", reuse: null });
    expect(finding).toBe("unknown");
    expect(says).toContain("this does not tell yet");
  });

  it("sees the first-request timeout of a connection on which nothing was sent", async () => {
    const where = await nodeServer(0, {
      requestTimeout: 300,
      headersTimeout: 300,
      connectionsCheckingInterval: 20,
    });
    const { measured } = await look(where, { waitForSilent: true });
    expect(measured.silent).toMatchObject({ kind: "closed", unasked: 408 });
    expect(measured.silent?.seconds).toBeGreaterThan(0.2);
  });

  it("does not hold up the answer for a connection on which nothing was sent", async () => {
    const { measured } = await look(await nodeServer(300), { maxSeconds: 9 });
    expect(measured.silent).toMatchObject({ kind: "open" });
    expect(measured.silent?.seconds).toBeLessThan(8);
  });

  it("meets a limit of requests that the last response announces", async () => {
    const server = await nodeServer(300);
    const capped = await rawServer((socket, nth) => {
      socket.write(answered(...(nth === 3 ? ["Connection: close"] : [])));
      if (nth === 3) socket.end();
    });
    expect((await look(server)).measured.requestCap).toBeNull();
    const { measured, details } = await look(capped);
    expect(measured.requestCap).toEqual({ requests: 3, announced: true });
    expect(details.join(" ")).toContain("ends after 3 requests, and the last response says so");
  });

  it("warns of a limit of requests that nothing announces", async () => {
    const where = await rawServer((socket, nth) => {
      socket.write(answered());
      if (nth === 2) socket.end();
    });
    const { measured, details } = await look(where);
    expect(measured.requestCap).toEqual({ requests: 2, announced: false });
    expect(details.join(" ")).toMatch(
      /closed after 2 requests without .*the next request on it can fail/,
    );
  });

  it("notices a connection that is dead though nothing closed it", async () => {
    const where = await rawServer((socket, nth) => {
      if (nth === 1) socket.write(answered());
      else socket.resetAndDestroy();
    });
    const { measured, finding, details } = await look(where, { requests: 1 });
    expect(measured.reuse).toMatchObject({ worked: false });
    expect(finding).toBe("unknown");
    expect(details[0]).toContain("nothing had said that it was closed");
  });

  it("sees the spread of a coarse timer, and counts the earliest", async () => {
    let nth = 0;
    const where = await rawServer((socket) => {
      socket.write(answered());
      nth += 1;
      setTimeout(() => socket.end(), 300 * nth);
    });
    const { measured, details } = await look(where, { requests: 1 });
    expect(measured.spread).toMatchObject({ coarse: true });
    expect(measured.seconds).toBe(measured.spread?.from);
    expect(details.join(" ")).toContain("Its timer is coarse");
  });

  it("judges nothing by a server that refuses the request and closes", async () => {
    const where = await nodeServer(5_000, {}, (_, response) => {
      response.writeHead(405, { Connection: "close" }).end();
    });
    const { measured, finding, says } = await look(where);
    expect(measured.outcome).toBe("unknown");
    expect(finding).toBe("unknown");
    expect(says).toMatch(/answered 405 and closed .* Ask with GET/);
  });

  it("says that nothing listens there", async () => {
    const { measured, finding, says } = await look(await closedPort());
    expect(measured.outcome).toBe("unreachable");
    expect(finding).toBe("unreachable");
    expect(says).toContain("Connection refused: nothing listens there.");
  });

  it("says that what answers is not HTTP", async () => {
    const where = await rawServer((socket) => socket.end("SSH-2.0-OpenSSH_9.2\r\n"));
    const { finding, says } = await look(where);
    expect(finding).toBe("unknown");
    expect(says).toContain("It answered in something that is not HTTP/1.x.");
  });

  it("reads whole bodies before it begins to wait", async () => {
    const where = await nodeServer(300, {}, (_, response) => {
      response.write("one");
      setTimeout(() => response.end("two"), 200);
    });
    const { measured } = await look({ ...where, method: "GET" });
    expect(measured).toMatchObject({ outcome: "closed" });
    expect(measured.seconds).toBeLessThan(0.3 + late);
  });

  it("measures through TLS, whatever the certificate", async () => {
    const server = createTlsServer({ ...selfSigned(), keepAliveTimeoutBuffer: 0 }, (_, response) =>
      response.end("hello"),
    );
    server.keepAliveTimeout = 150;
    const where = whereOf(await listening(server));
    const { measured } = await look({ ...where, tls: true });
    expect(measured).toMatchObject({ outcome: "closed", by: "fin" });
    expect((await look(where)).finding).toBe("unknown");
  });

  it("stops at once when a load balancer answers instead of a server", async () => {
    const where = await rawServer((socket) => socket.write(answered("Server: awselb/2.0")));
    const { balancer, measured } = await look(where, { maxSeconds: 9 });
    expect(balancer).toBe(true);
    expect(measured.seconds ?? 0).toBeLessThan(8);
  });

  it("ends when it is told to, with what is known so far", async () => {
    const stop = new AbortController();
    const where = await nodeServer(0, {}, (_, response) => {
      response.end("hello");
      setTimeout(() => stop.abort(), 300);
    });
    const { measured, finding } = await look(where, { maxSeconds: 9, signal: stop.signal });
    expect(measured.outcome).toBe("at-least");
    expect(measured.seconds).toBeLessThan(8);
    expect(finding).toBe("unknown");
  });

  it("proves the order of a link by using connections again after the margin", async () => {
    const plans = socketsToProve(settings);
    const measuring = { clock: () => performance.now(), signal: AbortSignal.timeout(9_000) };
    const right = await measureAddress(await nodeServer(2_000), plans, measuring);
    expect(judgeServer(right.measured, "it", against)).toMatchObject({ finding: "long-enough" });
    const wrong = await measureAddress(await nodeServer(300), plans, measuring);
    expect(judgeServer(wrong.measured, "it", against)).toMatchObject({ finding: "too-short" });
  });
});
