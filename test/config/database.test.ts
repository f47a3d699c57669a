import { describe, expect, it } from "vitest";
import { readCommonConfig, readConfig } from "../../src/config/config.ts";
import { BadConfig } from "../../src/run/errors.ts";

const AWS_REGION = "eu-west-1";
const password = "open sesame";
const url = `postgres://handrail:${encodeURIComponent(password)}@db.example:5432/handrail`;

describe("the database", () => {
  it("is a file beside the bot unless another is named", () => {
    const { database } = readCommonConfig({ AWS_REGION });
    expect(database).toEqual({ kind: "sqlite", path: "handrail.db" });
    const other = readCommonConfig({ AWS_REGION, HANDRAIL_DATABASE: "other.db" });
    expect(other.database).toEqual({ kind: "sqlite", path: "other.db" });
  });

  it("is PostgreSQL where an address says so", () => {
    const connections = { HANDRAIL_DATABASE_CONNECTIONS: "4" };
    const given = { AWS_REGION, DATABASE_URL: url, DATABASE_DIRECT_URL: url, ...connections };
    const { database } = readCommonConfig(given);
    expect(database).toEqual({ kind: "postgres", url, directUrl: url, connections: 4 });
  });

  it("cannot be two", () => {
    const both = { AWS_REGION, DATABASE_URL: url, HANDRAIL_DATABASE: "handrail.db" };
    expect(() => readCommonConfig(both)).toThrow(BadConfig);
    expect(() => readCommonConfig(both)).toThrow(/HANDRAIL_DATABASE must be left out where/);
  });

  it("is complained about together with everything else, and never with its password", () => {
    const given = { DATABASE_URL: url.replace("postgres", "mysql"), HANDRAIL_DATABASE: "x.db" };
    const problems = complaint(() => readConfig({ ...given, DATABASE_DIRECT_URL: url }));
    expect(problems).toContain("- HANDRAIL_REGIONS must be");
    expect(problems).toContain("- SLACK_BOT_TOKEN must be");
    expect(problems).toContain("- DATABASE_URL must be an address such as postgres://");
    expect(problems).toContain("- HANDRAIL_DATABASE must be left out");
    expect(problems).not.toContain(encodeURIComponent(password));
  });

  it("is not gone around where there is nothing to go around", () => {
    const direct = { AWS_REGION, DATABASE_DIRECT_URL: url };
    expect(() => readCommonConfig(direct)).toThrow(/DATABASE_DIRECT_URL must be left out/);
  });
});

function complaint(read: () => unknown): string {
  try {
    read();
  } catch (thrown) {
    if (thrown instanceof BadConfig) return thrown.message;
  }
  throw new Error("Nothing was complained about.");
}
