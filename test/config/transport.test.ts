import { describe, expect, it } from "vitest";
import { readConfig } from "../../src/config/config.ts";

const xapp = ["xapp", "practice"].join("-");
const xoxb = ["xoxb", "practice"].join("-");
const env = { SLACK_BOT_TOKEN: xoxb, AWS_REGION: "eu-west-1" };

describe("the transport", () => {
  it("is sockets unless told, and needs the app token", () => {
    expect(readConfig({ ...env, SLACK_APP_TOKEN: xapp }).transport).toEqual({
      kind: "socket",
      appToken: xapp,
    });
    expect(() => readConfig(env)).toThrow("SLACK_APP_TOKEN");
  });

  it("is HTTP on request, and needs the signing secret instead", () => {
    const http = { ...env, HANDRAIL_SLACK_MODE: "http" };
    expect(readConfig({ ...http, SLACK_SIGNING_SECRET: "s" }).transport).toEqual({
      kind: "http",
      port: 3000,
      host: undefined,
      signingSecret: "s",
    });
    expect(() => readConfig(http)).toThrow("SLACK_SIGNING_SECRET");
    expect(() => readConfig(http)).not.toThrow("SLACK_APP_TOKEN");
  });

  it("is refused together with all else that is wrong", () => {
    const wrong = { ...env, HANDRAIL_SLACK_MODE: "carrier pigeon", HANDRAIL_HEALTH_PORT: "70000" };
    for (const name of ["HANDRAIL_SLACK_MODE", "HANDRAIL_HEALTH_PORT", "SLACK_APP_TOKEN"])
      expect(() => readConfig(wrong)).toThrow(name);
  });
});

it.each([
  ["HANDRAIL_SLACK_API_URL", "https://app:s3cretpass@slack.example/api/"],
  ["HANDRAIL_SLACK_API_URL", "https://slack.example/api/?token=s3cretpass"],
  ["HANDRAIL_SLACK_API_URL", "file:///s3cretpass"],
  ["HANDRAIL_PROMETHEUS_URL", "https://app:s3cretpass@prometheus.example"],
  ["HANDRAIL_REGIONS", "eu-west-1,s3cretpass.example/#"],
  ["HANDRAIL_REGIONS", "postgres://app:s3cretpass@db/shop"],
])("refuses %s that is none, and does not repeat it: %s", (name, value) => {
  const wrong = { ...env, SLACK_APP_TOKEN: xapp, [name]: value };
  expect(() => readConfig(wrong)).toThrow(name);
  expect(() => readConfig(wrong)).not.toThrow("s3cretpass");
});

it("opens the health port only on request", () => {
  const socket = { ...env, SLACK_APP_TOKEN: xapp };
  expect(readConfig(socket).healthPort).toBeUndefined();
  expect(readConfig({ ...socket, HANDRAIL_HEALTH_PORT: "9100" }).healthPort).toBe(9100);
  expect(readConfig(socket).healthHost).toBe("127.0.0.1");
  expect(() => readConfig({ ...socket, HANDRAIL_HEALTH_HOST: "everywhere" })).toThrow("0.0.0.0");
});
