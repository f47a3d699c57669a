import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { planRequests } from "../../../../src/alb/probes/retest/plan.ts";

const balancer = {
  arn: "arn:lb",
  name: "shop-web",
  dnsName: "shop.elb.example",
  internal: false,
  zones: [],
};
const both = [
  { port: 443, protocol: "HTTPS" },
  { port: 80, protocol: "HTTP" },
];
const resolve = async () => ["192.0.2.1", "192.0.2.2"];

test("without answers it is 20 HEAD requests, half a second apart, to the load balancer's name", async () => {
  const planned = await planRequests({}, balancer, both, resolve);
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
  const facts = { url: "https://www.shop.example/cart", method: "GET" };
  const planned = await planRequests(facts, balancer, both, resolve);
  expect(planned).toMatchObject({
    plan: { port: 443, method: "GET", addresses: ["192.0.2.1", "192.0.2.2"] },
    query:
      "curl -s -o /dev/null -D - --connect-to www.shop.example:443:192.0.2.1:443 https://www.shop.example/cart",
  });
});

test("neither the line nor a refusal repeats a query or a password, though the request keeps its query", async () => {
  const secret = "http://ana:hush@shop.example/cart?token=hush#hush";
  const planned = await planRequests({ url: secret }, balancer, both, resolve);
  if (planned.kind !== "planned") throw new Error(planned.why);
  expect(planned.query).toContain("'http://shop.example/cart?…'");
  expect(planned.query).not.toContain("hush");
  expect(planned.plan.url.search).toBe("?token=hush");
  for (const url of [secret, secret.replace("http:", "ftp:")]) {
    const refused = await planRequests({ url }, balancer, [], resolve);
    expect(refused.kind).toBe("impossible");
    expect(JSON.stringify(refused)).not.toContain("hush");
  }
});

test.each([
  "http://a';id;'.example/",
  "http://shop.example/a'b$(id)",
  "http://shop.example/[1-99]",
])("a shell takes the line for %s as words and runs none of it", async (typed) => {
  const planned = await planRequests({ url: typed }, balancer, both, resolve);
  if (planned.kind !== "planned") throw new Error(planned.why);
  const words = execFileSync("bash", ["-c", planned.query.replace(/^curl/, "printf '%s\\n'")]);
  const { href, hostname } = new URL(typed);
  expect(words.toString().split("\n")).toEqual(
    expect.arrayContaining([`${hostname}:80:192.0.2.1:80`, href]),
  );
});

test("a method that could change something is replaced by HEAD", async () => {
  const planned = await planRequests({ method: "DELETE" }, balancer, both, resolve);
  expect(planned).toMatchObject({ plan: { method: "HEAD" } });
});

test("a URL without a port fits the only listener of its scheme", async () => {
  const odd = [{ port: 8080, protocol: "HTTP" }];
  const planned = await planRequests({ url: "http://shop.example/" }, balancer, odd, resolve);
  expect(planned).toMatchObject({ plan: { port: 8080 } });
});

test.each([
  [{ url: "https://shop.example:8443/" }, both, "does not listen for https://shop.example:8443"],
  [{ url: "ftp://shop.example/" }, both, "is not an http or https address"],
  [{}, [], "has no HTTP or HTTPS listener"],
])("%j cannot be sent, and why is said", async (facts, listeners, why) => {
  const planned = await planRequests(facts, balancer, listeners, resolve);
  expect(planned).toMatchObject({ kind: "impossible", why: expect.stringContaining(why) });
});

test("a name without an address is said, too", async () => {
  const nowhere = async () => {
    throw new Error("ENOTFOUND");
  };
  const planned = await planRequests({}, balancer, both, nowhere);
  expect(planned).toMatchObject({ kind: "impossible", why: expect.stringContaining("no address") });
});
