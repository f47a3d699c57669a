import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { expect } from "vitest";
import { ada, begin, count, events, shown, threat, until, world } from "./lab.ts";
import { open, secret } from "./world.ts";

threat("A request that is sent a second time", async () => {
  const { payload } = await ada().slash(open, "/runbook status");
  const fields = { ...payload, text: "note replayed-once", trigger_id: "replayed.1" };
  const body = new URLSearchParams(
    Object.entries(fields).map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();
  const at = Date.now();
  const in2 = body.replace(/channel_id=\w+/, `channel_id=${secret}`);
  const notes = () => count("select count(*) from events where event like '%replayed-once%'");
  const statuses = [await world.post(in2, { at }), await world.post(in2, { at })].map(
    (one) => one.status,
  );
  expect(statuses).toEqual([200, 401]);
  // Signed anew, as Slack does when it tries again.
  await world.post(in2, { at: at + 1_000 });
  expect(notes()).toBe(1);
});

threat("Requests over HTTP that nobody signed", async () => {
  const before = events();
  const minutes = 60_000;
  const body = "command=%2Frunbook&text=note+x";
  const answers = [
    await world.post(body, { signature: "" }),
    await world.post(body, { signature: `v0=${"0".repeat(64)}` }),
    await world.post(body, { at: Date.now() - 6 * minutes }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
  expect(events()).toBe(before);
});

threat("A request that is no request", async () => {
  const lines = [
    "//",
    "http://[",
    "//:@",
    "*",
    "/hooks//",
    "/hooks/../..",
    "/hooks/%",
    "/".repeat(9_000),
  ];
  const answers = lines.flatMap((asked) =>
    ["GET", "POST", "CONNECT", "TRACE"].map(async (method) => {
      const socket = connect(world.port, "127.0.0.1").on("error", () => {});
      socket.write(`${method} ${asked} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
      return text(socket);
    }),
  );
  for (const answer of await Promise.all(answers)) expect(answer).toMatch(/^$|^HTTP\/1.1 4/);
  const odd = [null, [], {}, { type: "block_actions", user: "U0ADA", actions: {} }, { event: 7 }];
  for (const payload of odd) {
    const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
    expect((await world.post(body)).status).toBeOneOf([200, 400]);
  }
  expect(world.bot().said()).not.toMatch(/was not acknowledged|TypeError|Cannot read/);
  expect((await ada().slash(open, "/runbook list")).acked).toBe(true);
});

threat("Slow and large bodies over HTTP", async () => {
  const memory = () => {
    const status = readFileSync(`/proc/${world.bot().pid}/status`, "utf8");
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1_024;
  };
  const before = memory();
  const half = "x".repeat(900_000);
  const second = String(Math.floor(Date.now() / 1_000));
  const held = Array.from({ length: 200 }, () => {
    const socket = connect(world.port, "127.0.0.1")
      .on("error", () => {})
      .resume();
    socket.write(
      `POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\nX-Slack-Request-Timestamp: ${second}\r\nX-Slack-Signature: v0=${"0".repeat(64)}\r\n\r\n${half}`,
    );
    return socket;
  });
  const times: number[] = [];
  for (let nth = 0; nth < 9; nth += 1) times.push(await world.health());
  expect(times.toSorted((one, other) => one - other)[4]).toBeLessThan(2_000);
  expect((await ada().slash(open, "/runbook list")).acked).toBe(true);
  expect(memory() - before).toBeLessThan(130);
  const idle = Array.from({ length: 1_200 }, () =>
    connect(world.port, "127.0.0.1").on("error", () => {}),
  );
  await Promise.all(idle.slice(-100).map((socket) => once(socket, "connect").catch(() => {})));
  expect((await ada().slash(open, "/runbook list")).acked).toBe(true);
  for (const socket of idle) socket.destroy();
  await until(
    () => held.every(({ closed, destroyed }) => closed || destroyed),
    "slow bodies to be ended",
    40_000,
  );
});

threat("Words that pretend, hide or run", async () => {
  const card = await begin(open, "shop-5");
  const mean =
    "<!channel> <script>alert(1)</script> \u202egnp.exe \u001b[31mred [x](javascript:alert(1))";
  await ada().say(open, `@handrail note ${mean}`, { threadTs: card.ts });
  await until(
    () =>
      ada()
        .sees(open, card.ts)
        .some((one) => shown(one).includes("alert(1)") && one.metadata !== null),
    "the note",
  );
  const own = world.workspace.data.messages.filter(({ author }) => author.kind === "bot");
  const all = JSON.stringify(own.map(({ text, blocks }) => ({ text, blocks })));
  expect(all).not.toMatch(/<!channel>|<script|\u202e|\\u001b/);
});

threat("A secret in a note", async () => {
  const token = ["xoxb", "1234567890", "abcdefghijklmnop"].join("-");
  await begin(open, "shop-5");
  const word = ["Tr0ub", "4dor", "9"].join("");
  for (const note of [
    `password=hunter2-${token}`,
    `the pw for the db is ${word}`,
    `mysql -uapp -p${word} -h db`,
    `postgres%3A%2F%2Fapp%3A${word}%40db%2Fx`,
    `- name: DB_PASSWORD value: ${word}`,
    `pass\u200bword: ${word}`,
  ])
    await ada().slash(open, `/runbook note ${note}`);
  expect(count(`select count(*) from events where event like '%${word}%'`)).toBe(0);
  expect(count("select count(*) from events where event like '%hunter2%'")).toBe(0);
  expect(world.bot().said()).not.toMatch(/hunter2|xoxb-|practice-bot|signing secret/);
});
