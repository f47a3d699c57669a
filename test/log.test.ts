import { expect, it } from "vitest";
import { createAuditWriter } from "../src/engine/audit.ts";
import { createLog } from "../src/log.ts";

const secret = `postgres://shop:${"hunter22"}@db.example/shop`;

function logged(more?: unknown, says = "It failed") {
  const lines: string[] = [];
  createLog(
    (line) => lines.push(line),
    () => 0,
  ).error(says, more);
  return lines.join("");
}

it("a line holds no secret, wherever of an error or of what it was told it stands", () => {
  const deep = new Error("refused", { cause: new Error("lost", { cause: new Error(secret) }) });
  for (const line of [
    logged(undefined, `Asked ${secret}`),
    logged(new Error(secret)),
    logged(deep),
    logged({ a: [{ url: secret }] }),
    logged(secret),
  ]) {
    expect(line).not.toContain("hunter22");
    expect(line).toContain("[struck: a password in an address]");
    expect(JSON.parse(line)).toMatchObject({ level: "error" });
  }
  expect(logged(new Error(`it was xoxb-${"1-abc"}`))).toContain("[token]");
});

it("a line moves no cursor and turns no text around, and reads back as it was", () => {
  const hostile = "a\u009b2Jb\u202ec\u2028d\u001b[31m\ne";
  const line = logged({ name: hostile });
  expect(line).toMatch(/^[ -~]+\n$/);
  expect(JSON.parse(line).more.name).toBe(hostile);
  const told: string[] = [];
  createAuditWriter(
    (one) => told.push(one),
    () => 0,
  )({ kind: "commanded", person: hostile, deed: "read", from: hostile });
  expect(told.join("")).toMatch(/^[ -~]+\n$/);
  expect(JSON.parse(told.join("")).person).toBe(hostile);
});

it("names the errors behind one, also where they go in circles, and cuts one that is a whole answer", () => {
  const first = new Error("first");
  first.cause = new Error("second", { cause: first });
  expect(JSON.parse(logged(first)).cause).toMatch(/^Error: second; because of Error: first; /);
  expect(logged(new Error("a ".repeat(5_000_000))).length).toBeLessThan(100_000);
});
