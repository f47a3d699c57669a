import { connect } from "node:net";
import { text } from "node:stream/consumers";
import fc from "fast-check";
import { afterEach, beforeEach, expect, it } from "vitest";
import { fromSns, type Hooks, openHooks, signedAs, topic } from "./stage.ts";

let hooks: Hooks;
beforeEach(async () => {
  hooks = await openHooks();
});
afterEach(() => hooks.close());

it("a request that is larger than any alert is refused before it is read", async () => {
  const large = { ...signedAs("token", "", 0), "content-length": String(2 * 1024 * 1024) };
  const socket = connect(hooks.port, "127.0.0.1");
  const lines = Object.entries(large).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`POST /hooks/token HTTP/1.1\r\nhost: x\r\n${lines.join("")}\r\n`);
  expect(await text(socket)).toMatch(/^HTTP\/1.1 413/);
  expect(hooks.offered).toEqual([]);
});

it("a request whose headers prove nothing is answered without its body", async () => {
  const socket = connect(hooks.port, "127.0.0.1");
  socket.write("POST /hooks/hmac HTTP/1.1\r\nhost: x\r\ncontent-length: 900000\r\n\r\n");
  const [answer] = await new Promise<Buffer[]>((resolve) =>
    socket.once("data", (chunk: Buffer) => resolve([chunk])),
  );
  expect(answer?.toString()).toMatch(/^HTTP\/1.1 401/);
  socket.destroy();
});
it("whatever stands where a path should be is answered, and ends nothing", async () => {
  const part = fc.constantFrom(
    "/",
    "//",
    "hooks",
    "token",
    "http://",
    "[",
    "]",
    "@",
    ":",
    "%",
    "?",
  );
  const target = fc.array(part, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(""));
  await fc.assert(
    fc.asyncProperty(target, async (asked) => {
      const socket = connect(hooks.port, "127.0.0.1");
      socket.write(`GET ${asked} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
      expect(await text(socket)).toMatch(/^HTTP\/1.1 4/);
    }),
    { examples: [["//"], ["http://["], ["//:@"]] },
  );
  expect(await hooks.post("/hooks/nothing", "")).toMatchObject({ status: 404 });
});

it("a body that comes slowly is cut off", async () => {
  await hooks.close();
  hooks = await openHooks({ bounds: { requestMs: 60, checkMs: 20, mostConnections: 10 } });
  const socket = connect(hooks.port, "127.0.0.1");
  const { authorization } = signedAs("token", "", 0);
  socket.write(
    `POST /hooks/token HTTP/1.1\r\nhost: x\r\nauthorization: ${authorization}\r\ncontent-length: 100\r\n\r\n{`,
  );
  expect(await text(socket)).toMatch(/^HTTP\/1.1 408|^$/);
  expect(hooks.offered).toEqual([]);
});

it("whoever knows a topic makes Handrail ask SNS for no more than ten certificates a minute", async () => {
  const name = (nth: number) => nth.toString(16).padStart(32, "0");
  const send = (nth: number) => {
    const SigningCertURL = `https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-${name(nth)}.pem`;
    const body = fromSns(hooks.certificate, { Message: "x", SigningCertURL }, hooks.now());
    return hooks.post("/hooks/sns", body, { "x-amz-sns-topic-arn": topic });
  };
  for (let nth = 0; nth < 30; nth += 1) await send(nth);
  expect(hooks.asked).toHaveLength(10);
  hooks.pass(61_000);
  await send(31);
  expect(hooks.asked).toHaveLength(11);
});

it("whoever names other certificates of SNS keeps its messages from nobody who was heard before", async () => {
  const send = (Message: string, more: { readonly [name: string]: string } = {}) => {
    const message = { Message, MessageId: Message, ...more };
    const body = fromSns(hooks.certificate, message, hooks.now());
    return hooks.post("/hooks/sns", body, { "x-amz-sns-topic-arn": topic });
  };
  expect((await send("{}")).status).toBe(200);
  for (let nth = 0; nth < 20; nth += 1) {
    const name = nth.toString(16).padStart(32, "0");
    const SigningCertURL = `https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-${name}.pem`;
    expect((await send(`${nth}`, { SigningCertURL })).status).toBeOneOf([401, 503]);
    if (nth === 8) hooks.pass(61_000);
  }
  expect((await send("[]")).status).toBe(200);
});
