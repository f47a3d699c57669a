import { createServer as overHttp, type Server } from "node:http";
import { createServer as overHttps } from "node:https";
import { createServer as overTcp } from "node:net";
import { afterEach, expect, test } from "vitest";
import { addressOf, isAllowedHost } from "../../../src/probes/http-check/address.ts";
import { selfSigned } from "../../alb/probes/measure/certificate.ts";
import { lookAt } from "../stage.ts";

const open: { close(done: () => void): unknown }[] = [];
afterEach(() =>
  Promise.all(open.splice(0).map((one) => new Promise<void>((done) => one.close(() => done())))),
);

async function listening(server: Server | ReturnType<typeof overTcp>): Promise<number> {
  open.push(server);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("not listening");
  return address.port;
}

const web = (status: number, body: string, headers = {}) =>
  listening(
    overHttp((_, response) => {
      response.writeHead(status, { connection: "close", ...headers });
      response.end(body);
    }),
  );

const http = { checkHosts: ["shop.example", "*.practice.example"], allowLoopback: true };
const resolve = async () => ["127.0.0.1"];
const ask = (probe: object, facts = {}, more: object = {}) =>
  lookAt(
    {
      kind: "http.check",
      findings: { down: "problem != '' || status >= 500", fine: "else" },
      ...probe,
    } as never,
    facts,
    {
      ...http,
      resolve,
      ...more,
    },
  );

test("asks once, follows no redirect, and says which finding holds", async () => {
  const port = await web(503, "busy");
  const seen = await ask({ url: "http://{host}/health" }, { host: `shop.example:${port}` });
  expect(seen).toMatchObject({
    finding: "down",
    says: "Down: status 503.",
    details: expect.arrayContaining([
      `GET http://shop.example:${port}/health: problem = “” and status = 503, so “problem != '' || status >= 500” holds. Source: the answer of 127.0.0.1.`,
    ]),
  });
  const moved = await web(302, "", { location: "https://elsewhere.example/?token=1" });
  expect(
    await ask({
      url: `http://shop.example:${moved}/`,
      findings: { moved: "status == 302 && location.contains('elsewhere')", fine: "else" },
    }),
  ).toMatchObject({ finding: "moved" });
});

test("reads values of a JSON answer", async () => {
  const port = await web(200, '{"queue": {"depth": 12}}');
  const probe = { url: `http://shop.example:${port}/`, read: { depth: "queue.depth" } };
  expect(await ask({ ...probe, findings: { deep: "depth > 10", fine: "else" } })).toMatchObject({
    finding: "deep",
  });
});

test("reads a certificate that nobody trusts, and how long it lasts", async () => {
  const port = await listening(
    overHttps(selfSigned(), (_, response) =>
      response.writeHead(200, { connection: "close" }).end(),
    ),
  );
  const seen = await ask({
    url: `https://shop.example:${port}/`,
    findings: { untrusted: "!certTrusted && !certMatches && certDaysLeft > 30", fine: "else" },
  });
  expect(seen.finding).toBe("untrusted");
});

test.each([
  [
    "refused",
    async () => {
      const server = overTcp();
      const port = await listening(server);
      await new Promise<void>((done) => open.splice(0)[0]?.close(() => done()));
      return port;
    },
  ],
  ["reset", () => listening(overTcp((socket) => socket.destroy()))],
  [
    "reset",
    () =>
      listening(
        overTcp((socket) =>
          socket
            .on("error", () => {})
            .once("data", () =>
              socket.write("HTTP/1.1 101 Other\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n"),
            ),
        ),
      ),
  ],
] as const)("a server that does not answer is a finding: %s", async (problem, port) => {
  const findings = { seen: `problem == '${problem}'`, other: "else" };
  expect(await ask({ url: `http://shop.example:${await port()}/`, findings })).toMatchObject({
    finding: "seen",
  });
});

test("a name without an address is a finding, and a status that did not come is none", async () => {
  const gone = { resolve: async () => [] };
  const url = "http://shop.example/";
  expect(
    await ask(
      { url, findings: { gone: "problem == 'no-address' && addresses == 0", fine: "else" } },
      {},
      gone,
    ),
  ).toMatchObject({ finding: "gone" });
  expect(
    await ask({ url, findings: { down: "status >= 500", fine: "else" } }, {}, gone),
  ).toMatchObject({
    finding: null,
    says: expect.stringContaining("status is missing"),
  });
});

test.each([
  ["http://elsewhere.example/", {}, {}, /elsewhere\.example is not among the hosts/],
  ["http://{host}/", { host: "elsewhere.example/shop.example" }, {}, /is no host/],
  ["{url}", { url: "http://user:secret@shop.example/" }, {}, /without a password/],
  [
    "http://shop.example/",
    {},
    { resolve: async () => ["127.0.0.1", "169.254.169.254"] },
    /leads to 169\.254\.169\.254/,
  ],
  ["http://shop.example/", {}, { allowLoopback: false }, /leads to 127\.0\.0\.1/],
] as const)("%s is not asked", async (url, facts, more, says) => {
  const seen = await ask({ url }, facts, more);
  expect(seen).toMatchObject({ finding: null, says: expect.stringMatching(says) });
  expect(seen.says).not.toContain("secret@");
});

test("a name that leads elsewhere by the time it is asked is asked where it was looked at", async () => {
  let answered = 0;
  const server = overHttp((_, response) => {
    answered += 1;
    response.writeHead(200, { connection: "close" }).end();
  });
  const port = await listening(server);
  const looked: string[] = [];
  const rebinding = async (name: string) => {
    looked.push(name);
    return [looked.length === 1 ? "127.0.0.2" : "127.0.0.1"];
  };
  const findings = { refused: "problem == 'refused'", other: "else" };
  const url = `http://shop.example:${port}/`;
  expect(await ask({ url, findings }, {}, { resolve: rebinding })).toMatchObject({
    finding: "refused",
  });
  expect(looked).toEqual(["shop.example"]);
  expect(answered).toBe(0);
});

test.each(["2130706433", "0x7f.1", "0177.0.0.1", "127.1", "１２７.０.０.１", "127。0。0。1"])(
  "another spelling of the machine's own address is that address: %s",
  async (host) => {
    const own = { checkHosts: ["127.0.0.1"], allowLoopback: false };
    expect(await ask({ url: `http://${host}/` }, {}, own)).toMatchObject({
      ...{ finding: null, says: expect.stringContaining("leads to 127.0.0.1") },
    });
  },
);

test("a fact in a path stays one part of it", () => {
  const url = addressOf("https://shop.example/orders/{id}?v={id}", { id: "../a?b=c&d" }, [
    "shop.example",
  ]);
  expect(url.href).toBe("https://shop.example/orders/..%2Fa%3Fb%3Dc%26d?v=..%2Fa%3Fb%3Dc%26d");
  expect(isAllowedHost("a.shop.example", ["*.shop.example"])).toBe(true);
  expect(isAllowedHost("evilshop.example", ["*.shop.example", "shop.example"])).toBe(false);
});
