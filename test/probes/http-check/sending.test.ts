import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { GenericProbe } from "#language";
import type { Store } from "../../../src/engine/ports.ts";
import { genericSignatures } from "../../../src/probes/generic-kinds.ts";
import { createPermits } from "../../../src/probes/request-permits.ts";
import { openSqlite } from "../../../src/store/sqlite.ts";
import { silent } from "../../engine/parts.ts";
import { lookAt } from "../stage.ts";

let store: Store;
let [reached, atOnce, most] = [0, 0, 0];
let body = "ok";

const server = createServer(async (_, response) => {
  reached += 1;
  atOnce += 1;
  most = Math.max(most, atOnce);
  await new Promise((done) => setImmediate(done));
  atOnce -= 1;
  response.writeHead(200, { connection: "close" }).end(body);
});
beforeEach(async () => {
  [reached, atOnce, most] = [0, 0, 0];
  body = "ok";
  store = await openSqlite({ path: ":memory:", clock: Date.now });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterEach(async () => {
  await store.close();
  server.close();
  await once(server, "close");
});

const permits = (settings: object = {}) =>
  createPermits({
    ...{ traffic: store.traffic, clock: Date.now, log: silent },
    ids: () => randomUUID(),
    settings: { isAllowed: true, perHour: 100, ...settings },
  });
const ask = (settings: object = {}, host = "shop.example", findings = { fine: "status == 200" }) =>
  lookAt(
    {
      kind: "http.check",
      url: `http://${host}:${(server.address() as AddressInfo).port}/`,
      findings: { ...findings, other: "else" },
    } as GenericProbe,
    {},
    {
      ...{ checkHosts: ["shop.example", "shop.example."], allowLoopback: true },
      ...{ resolve: async () => ["127.0.0.1"], permits: permits(settings) },
    },
  );

test("many looks at once ask a host one after the other, and each has its answer", async () => {
  const seen = await Promise.all(Array.from({ length: 6 }, () => ask()));
  expect(seen.map(({ finding }) => finding)).toEqual(Array(6).fill("fine"));
  expect([reached, most]).toEqual([6, 1]);
});

test("a host is asked no more in an hour than the operator allows, however it is spelt", async () => {
  const spelt = ["shop.example", "SHOP.example", "shop.example.", "shop.example"];
  const seen = [];
  for (const host of spelt) seen.push(await ask({ perHour: 3 }, host));
  expect(reached).toBe(3);
  expect(seen.at(-1)).toMatchObject({
    finding: null,
    says: expect.stringContaining("HANDRAIL_SENDING_PER_HOUR"),
  });
});

test("nothing is asked where the operator switched sending off", async () => {
  expect(await ask({ isAllowed: false })).toMatchObject({
    finding: null,
    says: expect.stringContaining("(HANDRAIL_SENDING)"),
  });
  expect(reached).toBe(0);
});

test("what looks like a secret in an answer is in no evidence", async () => {
  const secret = ["hunter", "22"].join("");
  body = JSON.stringify({ env: { DB_PASSWORD: secret }, up: true });
  const seen = await ask({}, "shop.example", { fine: "body.contains('DB_PASSWORD')" });
  expect(seen.finding).toBe("fine");
  expect(JSON.stringify(seen)).not.toContain(secret);
});

test("whoever answers with a whole address does not choose what a GET does", () => {
  const rules = genericSignatures.find(({ id }) => id === "http.check")?.generic;
  const stated = { kind: "http.check", url: "{url}", findings: { fine: "else" } };
  const problems = (probe: object) => JSON.stringify(rules?.problems(probe as never, {}));
  expect(problems(stated)).toContain("Write method: HEAD");
  expect(problems({ ...stated, method: "GET" })).toContain("Write method: HEAD");
  expect(problems({ ...stated, method: "HEAD" })).not.toContain("method: HEAD");
  expect(problems({ ...stated, url: "https://{host}/health" })).not.toContain("method: HEAD");
});
