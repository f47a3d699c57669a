import { expect, test } from "vitest";
import { isBalancerName, parseAddress } from "../../../../src/alb/measuring/address.ts";
import { balancerAt, balancerNamed } from "../../../../src/alb/probes/measure/find-balancer.ts";
import { stage } from "../stage.ts";

test.each([
  ["shop-web-1234567890.eu-central-1.elb.amazonaws.com", true],
  ["internal-shop-1.us-east-1.elb.amazonaws.com.", true],
  ["shop-7e9b04d1.elb.eu-west-1.amazonaws.com", true],
  ["dualstack.shop-1.cn-north-1.elb.amazonaws.com.cn", true],
  ["ec2-3-120-1-2.eu-central-1.compute.amazonaws.com", false],
  ["elb.amazonaws.com.example.org", false],
  ["app.internal", false],
])("knows whether %s is a load balancer's name", (name, is) => {
  expect(isBalancerName(name)).toBe(is);
});

test("follows aliases to the name of a load balancer, but not for ever", async () => {
  const target = "shop-1.eu-central-1.elb.amazonaws.com";
  const aliases: Record<string, string[]> = {
    "shop.example": ["www.shop.example"],
    "www.shop.example": [target],
    "a.example": ["b.example"],
    "b.example": ["a.example"],
  };
  const resolve = async (name: string) => aliases[name] ?? [];
  expect(await balancerNamed("shop.example", resolve)).toBe(target);
  expect(await balancerNamed("a.example", resolve)).toBeUndefined();
  expect(await balancerNamed("app.example", resolve)).toBeUndefined();
});

test("knows where a load balancer of the account listens, by its address and port", async () => {
  const { account } = await stage();
  const signal = AbortSignal.timeout(10_000);
  const lookup = async (name: string) => (name === "127.0.0.1" ? [name] : ["10.1.2.3"]);
  const at = (address: string, port: number) =>
    balancerAt(account, { address, port }, lookup, signal);
  expect(await at("127.0.0.1", 8080)).toBe("shop-web");
  expect(await at("127.0.0.1", 3000)).toBeUndefined();
  expect(await at("10.1.2.3", 80)).toBe("shop-web-staging");
  expect(await at("10.9.9.9", 80)).toBeUndefined();
});

test.each([
  ["10.0.1.5:3000", { host: "10.0.1.5", port: 3000, tls: null, path: null }],
  [" app.internal:80 ", { host: "app.internal", port: 80 }],
  ["[fd00::1]:8080", { host: "fd00::1", port: 8080 }],
  ["https://10.0.1.5/health?a=b", { host: "10.0.1.5", port: 443, tls: true, path: "/health?a=b" }],
  ["http://[::1]:8080", { host: "::1", port: 8080, tls: false, path: "/" }],
  ["fd00::1:8080", { kind: "bad" }],
  ["user@10.0.0.1:80", { kind: "bad" }],
  ["10.0.0.1:0", { kind: "bad" }],
  ["ftp://10.0.0.1/", { kind: "bad" }],
])("reads %s as an address", (typed, address) => {
  expect(parseAddress(typed)).toMatchObject(address);
});
