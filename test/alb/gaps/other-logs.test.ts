import { expect, test } from "vitest";
import { otherLogKind } from "../../../src/alb/gaps/log-verdict.ts";

test.each([
  [
    "a Classic Load Balancer",
    '2015-05-13T23:39:44.945958Z shop 203.0.113.39:2817 - -1 -1 -1 504 0 0 0 "GET http://shop.example:80/ HTTP/1.1" "curl/7.38.0" - -',
  ],
  [
    "a Network Load Balancer",
    "tls 2.0 2018-12-20T02:59:40 net/my-network-loadbalancer/c6e77e28c25b2234 g3d4b5e8bb8464cd 72.21.218.154:51341 172.100.100.185:443 5 2 98 246 -",
  ],
  ["a CSV file", '"type","time","elb","client_ip"'],
  ["a CSV file", '"https","2026-01-01T00:00:00.000000Z","app/shop/1"'],
  [
    "connection logs",
    "2026-01-01T00:00:00.123456Z 203.0.113.1 48021 443 TLSv1.2 ECDHE-RSA-AES128-GCM-SHA256",
  ],
  [
    "VPC flow logs",
    "2 123456789010 eni-1235b8ca123456789 172.31.16.139 172.31.16.21 20641 22 6 20 4249",
  ],
])("%s is named for what it is", (kind, line) => {
  expect(otherLogKind(line)).toContain(kind);
});

test("an access log line and plain text are nothing else", () => {
  expect(otherLogKind("hello")).toBeNull();
  expect(
    otherLogKind('https 2026-01-01T00:00:00.000000Z app/shop/1 203.0.113.1:1 "GET'),
  ).toBeNull();
});
