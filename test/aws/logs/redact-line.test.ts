import { expect, test } from "vitest";
import { redactLine } from "../../../src/aws/logs/redact-line.ts";

test.each([
  ["Authorization: Bearer abcdef123456 x", "abcdef123456"],
  ['{"password":"hunter2","msg":"x"}', "hunter2"],
  ["db_token=s3cr3t-value next", "s3cr3t-value"],
  ["Cookie: sid=1; theme=dark", "theme=dark"],
  ['"GET /pay?card=4111&cvc=1 HTTP/1.1"', "4111"],
  ["mail to ada.l+x@example.co.uk failed", "ada.l"],
  ["client: 10.31.7.9, server", "10.31.7.9"],
  ["from [2001:db8:0:1:2:3:4:5]:443", "2001:db8"],
  ["postgres://app:pw-12@db/shop", "pw-12"],
  ["eyJhbGciOi.eyJzdWIiOi.SflKxw", "eyJzdWIiOi"],
  ["key AKIAIOSFODNN7EXAMPLE used", "AKIAIOSFODNN7"],
  ["id 123e4567-e89b-12d3-a456-426614174000", "426614174000"],
  ["session a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4 gone", "a1b2c3d4e5"],
])("of %s, %s is struck out", (line, secret) => {
  expect(redactLine(line)).not.toContain(secret);
});

test("what says the cause stays, in about 200 characters around it", () => {
  const line = `${"stack ".repeat(100)}java.io.IOException: Broken pipe ${"at x ".repeat(100)}`;
  const shown = redactLine(line, /broken pipe/i);
  expect(shown).toContain("IOException: Broken pipe");
  expect(shown.length).toBeLessThanOrEqual(202);
  expect(redactLine("recv() failed (104: Connection reset by peer)")).toBe(
    "recv() failed (104: Connection reset by peer)",
  );
});

test.each([
  ["{'password': 'hunter2'}", "hunter2"],
  ['{"password":"my hunter2","msg":"x"}', "hunter2"],
  ['"{\\"api_key\\":\\"hunter2\\"}"', "hunter2"],
  ['"db_token"=>"hunter2"', "hunter2"],
  ["level=info password=hunter2", "hunter2"],
  ["amqp://app:pw-1@2@queue", "pw-1"],
])("however it is written: of %s, %s is struck out", (line, secret) => {
  expect(redactLine(line)).not.toContain(secret);
});
