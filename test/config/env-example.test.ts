import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readConfig, variables } from "../../src/config/config.ts";

const example = await readFile(join(import.meta.dirname, "../../.env.example"), "utf8");
const lines = [...example.matchAll(/^(?:# )?(?<name>[A-Z][A-Z0-9_]+)=(?<value>.*)$/gm)];

it("names every setting once, and the region that stands in for one", () => {
  const named = lines.map(({ groups }) => groups?.name ?? "");
  expect(named.sort()).toEqual([...variables, "AWS_REGION"].sort());
});

it("shows the defaults, so that uncommenting a line changes nothing", () => {
  const given = Object.fromEntries(lines.map(({ groups }) => [groups?.name, groups?.value]));
  const { HANDRAIL_FLOWS: flows, HANDRAIL_REGIONS: regions, AWS_PROFILE: profile, ...set } = given;
  const { DATABASE_URL: url, DATABASE_DIRECT_URL: direct, ...rest } = set;
  expect([flows, regions, profile, url, direct]).not.toContain(undefined);
  const required = {
    SLACK_APP_TOKEN: rest.SLACK_APP_TOKEN,
    SLACK_BOT_TOKEN: rest.SLACK_BOT_TOKEN,
    AWS_REGION: rest.AWS_REGION,
  };
  expect(readConfig(rest)).toEqual(readConfig(required));
});
