import { expect, test } from "vitest";
import { createReading, readWithTimeLimit } from "../../../src/alb/configurations/time-limit.ts";

const nginx = { name: "nginx.conf", text: "http { keepalive_timeout 75s; }" };
/** Takes a parser far longer than it is given here. */
const slow = { name: "slow.yml", text: `entryPoints:\n${"- ".repeat(4_000)}` };

test("reads in a thread what is read in time", async () => {
  const { describe, read } = createReading(60_000);
  const { servers, unread } = await describe([nginx]);
  expect(unread).toEqual([]);
  expect(servers[0]?.says).toEqual([expect.stringContaining("75 s")]);
  expect(await read([nginx])).toMatchObject([{ seconds: 75, file: "nginx.conf" }]);
});

test("says of a file that takes too long that it does", async () => {
  const { describe, read } = createReading(1);
  const { servers, unread } = await describe([{ ...slow, text: slow.text.repeat(100) }]);
  expect(servers).toEqual([]);
  expect(unread).toEqual([expect.stringMatching(/^slow\.yml: this file takes too long to read/)]);
  const [reading] = await read([{ ...slow, text: slow.text.repeat(100) }]);
  expect(reading?.others[0]?.says).toMatch(/takes too long to read/);
});

test("reads the other files where one takes too long", async () => {
  const named = ["a.conf", "slow.conf", "b.conf", "slower.conf"].map((name) => ({
    name,
    text: "",
  }));
  const { value, tooLong } = await readWithTimeLimit(async (files) => {
    const names = files.map(({ name }) => name);
    return names.some((name) => name.startsWith("slow"))
      ? { kind: "ended", lacked: "time" }
      : { kind: "done", value: names };
  }, named);
  expect(value).toEqual(["a.conf", "b.conf"]);
  expect(tooLong.map(({ name }) => name)).toEqual(["slow.conf", "slower.conf"]);
});
