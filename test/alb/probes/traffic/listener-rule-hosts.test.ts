import fc from "fast-check";
import { expect, test } from "vitest";
import { quietScene } from "../../../../lab/alb/scenes.ts";
import { isAmong, readRuleHosts } from "../../../../src/alb/probes/traffic/listener-rule-hosts.ts";
import { effort } from "../../../effort.ts";
import { stage } from "../stage.ts";

test.each([
  ["shop.example", "shop.example", true],
  ["SHOP.example.", "shop.example", true],
  ["www.shop.example", "*.shop.example", true],
  ["shop.example", "*.shop.example", false],
  ["evil-shop.example", "*.shop.example", false],
  ["shop.example.evil", "shop.example", false],
  ["a.b.c", "*.b.*", true],
  ["v1.shop.example", "v?.shop.example", true],
  ["v12.shop.example", "v?.shop.example", false],
  ["", "*", true],
  ["", "?", false],
])("“%s” is among “%s”: %s", (host, pattern, among) => {
  expect(isAmong(host, [pattern])).toBe(among);
});

test("wildcards mean what they mean in an expression that backtracks, without its time", () => {
  const letters = fc.string({ unit: fc.constantFrom("a", "b", "."), maxLength: 12 });
  const patterns = fc.string({ unit: fc.constantFrom("a", "b", ".", "*", "?"), maxLength: 10 });
  fc.assert(
    fc.property(letters, patterns, (host, pattern) => {
      const source = pattern.replaceAll(".", "\\.").replaceAll("*", ".*").replaceAll("?", ".");
      const plain = host.replace(/\.$/, "");
      expect(isAmong(host, [pattern])).toBe(new RegExp(`^${source}$`).test(plain));
    }),
    { numRuns: 3_000 },
  );
  const worst = () => expect(isAmong("a".repeat(253), [`${"a*".repeat(63)}b`])).toBe(false);
  expect(effort(worst)).toBeLessThan(100);
});

test("the hosts of a listener are those of its rules", async () => {
  const rule = {
    Conditions: [{ Field: "host-header", HostHeaderConfig: { Values: ["a.example"] } }],
  };
  const old = { Conditions: [{ Field: "host-header", Values: ["b.example"] }] };
  const path = { Conditions: [{ Field: "path-pattern", Values: ["/admin"] }] };
  const { account } = await stage(quietScene());
  const ask = (async () => ({ Rules: [rule, old, path, {}] })) as typeof account.ask;
  const listener = { arn: "arn:80", port: 80, protocol: "HTTP" };
  const { signal } = new AbortController();
  expect(await readRuleHosts({ ...account, ask }, listener, signal)).toEqual([
    "a.example",
    "b.example",
  ]);
});
