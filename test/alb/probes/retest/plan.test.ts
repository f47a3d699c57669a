import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import type { Answers } from "#flow";
import {
  type PlanLimits,
  planRequests,
  type RequestTarget,
  type RetestRequest,
} from "../../../../src/alb/probes/retest/plan.ts";
import { createGuard } from "../../../../src/probes/network-guard.ts";

const balancer = {
  arn: "arn:lb",
  name: "shop-web",
  dnsName: "shop.elb.example",
  internal: false,
  zones: [],
};
const both = [
  { arn: "arn:443", port: 443, protocol: "HTTPS" },
  { arn: "arn:80", port: 80, protocol: "HTTP" },
];
const limits = {
  resolve: async (): Promise<readonly string[]> => ["192.0.2.1", "192.0.2.2"],
  guard: createGuard(),
  hosts: ["shop.example", "*.shop.example"],
};

/** With what differs: listeners, rules and what is allowed. */
function plan(
  facts: Answers,
  more: Partial<RequestTarget & PlanLimits & Pick<RetestRequest, "method">> = {},
) {
  const { method = "HEAD", listeners = both, ruleHosts = async () => [], ...given } = more;
  return planRequests(
    { facts, method },
    { balancer, listeners, ruleHosts },
    { ...limits, ...given },
  );
}

test("without answers it is 20 HEAD requests, half a second apart, to the load balancer's name", async () => {
  const planned = await plan({});
  expect(planned).toMatchObject({
    kind: "planned",
    plan: {
      method: "HEAD",
      count: 20,
      pauseSeconds: 0.5,
      port: 80,
      addresses: ["192.0.2.1", "192.0.2.2"],
    },
  });
  expect(planned.kind === "planned" && planned.plan.url.href).toBe("http://shop.elb.example/");
});

test("a URL of another host is sent to the load balancer's addresses all the same", async () => {
  const planned = await plan({ url: "https://www.shop.example/cart" }, { method: "GET" });
  expect(planned).toMatchObject({
    plan: { port: 443, method: "GET", addresses: ["192.0.2.1", "192.0.2.2"] },
    query:
      "curl -s -o /dev/null -D - --connect-to www.shop.example:443:192.0.2.1:443 https://www.shop.example/cart",
  });
});

test("neither the line nor a refusal repeats a query or a password, though the request keeps its query", async () => {
  const secret = "http://ana:hush@shop.example/cart?token=hush#hush";
  const planned = await plan({ url: secret });
  if (planned.kind !== "planned") throw new Error(planned.why);
  expect(planned.query).toContain("'http://shop.example/cart?…'");
  expect(planned.query).not.toContain("hush");
  expect(planned.plan.url.search).toBe("?token=hush");
  for (const url of [secret, secret.replace("http:", "ftp:")]) {
    const refused = await plan({ url }, { listeners: [] });
    expect(refused.kind).toBe("impossible");
    expect(JSON.stringify(refused)).not.toContain("hush");
  }
});

test.each([
  "http://a';id;'.example/",
  "http://shop.example/a'b$(id)",
  "http://shop.example/[1-99]",
])("a shell takes the line for %s as words and runs none of it", async (typed) => {
  const planned = await plan(
    { url: typed },
    { hosts: [new URL(typed).hostname.replaceAll("*", "?")] },
  );
  if (planned.kind !== "planned") throw new Error(planned.why);
  const words = execFileSync("bash", ["-c", planned.query.replace(/^curl/, "printf '%s\\n'")]);
  const { href, hostname } = new URL(typed);
  expect(words.toString().split("\n")).toEqual(
    expect.arrayContaining([`${hostname}:80:192.0.2.1:80`, href]),
  );
});

test("a URL without a port fits the only listener of its scheme", async () => {
  const odd = [{ arn: "arn:8080", port: 8080, protocol: "HTTP" }];
  const planned = await plan({ url: "http://shop.example/" }, { listeners: odd });
  expect(planned).toMatchObject({ plan: { port: 8080 } });
});

test.each([
  [{ url: "https://shop.example:8443/" }, both, "does not listen for https://shop.example:8443"],
  [{ url: "ftp://shop.example/" }, both, "is not an http or https address"],
  [{}, [], "has no HTTP or HTTPS listener"],
])("%j cannot be sent, and why is said", async (facts, listeners, why) => {
  const planned = await plan(facts, { listeners });
  expect(planned).toMatchObject({ kind: "impossible", why: expect.stringContaining(why) });
});

test("a name without an address is said, too", async () => {
  const nowhere = async () => {
    throw new Error("ENOTFOUND");
  };
  const planned = await plan({}, { resolve: nowhere });
  expect(planned).toMatchObject({ kind: "impossible", why: expect.stringContaining("no address") });
});

test("a host is one of the listener's rules, of the operator's list, or the load balancer's own name", async () => {
  const asked: string[] = [];
  const ruleHosts = async ({ arn }: { readonly arn: string }) => {
    asked.push(arn);
    return ["www.other.example", "*.api.other.example"];
  };
  const kindOf = async (host: string) =>
    (await plan({ url: `http://${host}/` }, { ruleHosts })).kind;
  for (const host of ["www.other.example", "V2.API.Other.Example", "shop.elb.example"])
    expect([host, await kindOf(host)]).toEqual([host, "planned"]);
  for (const host of ["other.example", "169.254.169.254", "2852039166", "localhost", "[::1]"])
    expect([host, await kindOf(host)]).toEqual([host, "impossible"]);
  expect(new Set(asked)).toEqual(new Set(["arn:80"]));
  const refused = await plan({ url: "http://evil.example/" }, { ruleHosts });
  expect(refused).toMatchObject({ why: expect.stringContaining("HANDRAIL_SENDING_HOSTS") });
});

test("addresses where nothing is connected to are left out, and nothing is sent where no other is left", async () => {
  const resolve = async () => ["169.254.169.254", "192.0.2.1", "::ffff:127.0.0.1"];
  expect(await plan({}, { resolve })).toMatchObject({ plan: { addresses: ["192.0.2.1"] } });
  const nowhere = await plan({}, { resolve: async () => ["fd00:ec2::254"] });
  expect(nowhere).toMatchObject({
    kind: "impossible",
    why: expect.stringContaining("leads to fd00:ec2::254, where Handrail connects to nothing"),
  });
});

test.each([0, 0.1, -5, Number.NaN])(
  "a pause of %s s is a fifth of a second or more",
  async (pause) => {
    const planned = await plan({ pause });
    expect(planned.kind === "planned" && planned.plan.pauseSeconds).toBeGreaterThanOrEqual(0.2);
  },
);
