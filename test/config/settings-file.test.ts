import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readCommonConfig, readConfig } from "../../src/config/config.ts";
import { parseSettings } from "../../src/config/settings-file/parse.ts";
import { noSettingsFile, readSettingsFile } from "../../src/config/settings-file/read.ts";
import { settingsJsonSchema, settingsShape } from "../../src/config/settings-file/shape.ts";
import { BadConfig } from "../../src/run/errors.ts";
import { usualRules } from "../../src/run/permission/rules.ts";
import { folders } from "../store/folder.ts";

const folder = folders();

const two = `
accounts:
  - name: shop-prod
    role: arn:aws:iam::111122223333:role/handrail-reader
    externalId: of-our-own
    regions: [eu-west-1, us-east-1]
  - name: china
    id: "444455556666"
    regions: [cn-north-1]
`;

const config = (text: string, env: Record<string, string> = {}, region?: string) =>
  readCommonConfig(env, { path: "handrail.yaml", ...parseSettings(text, "handrail.yaml") }, region);

describe("accounts", () => {
  it("come from the file, with what their roles and regions tell", () => {
    expect(config(two).accounts).toEqual([
      {
        ...{ name: "shop-prod", id: "111122223333", partition: "aws" },
        ...{ role: "arn:aws:iam::111122223333:role/handrail-reader", externalId: "of-our-own" },
        regions: ["eu-west-1", "us-east-1"],
      },
      { name: "china", id: "444455556666", partition: "aws-cn", regions: ["cn-north-1"] },
    ]);
  });

  it("take the environment's regions where they name none", () => {
    const text = 'accounts: [{ name: shop, id: "111122223333" }]';
    expect(config(text, { HANDRAIL_REGIONS: "eu-west-1,eu-west-3" }).accounts).toMatchObject([
      { regions: ["eu-west-1", "eu-west-3"] },
    ]);
    expect(() => config(text)).toThrow("HANDRAIL_REGIONS must be at least one AWS region");
    const china = 'accounts: [{ name: shop, id: "111122223333", partition: aws-cn }]';
    expect(() => config(china, { AWS_REGION: "eu-west-1" })).toThrow(/shop.*aws-cn.*eu-west-1/);
  });

  it("are the one of the default chain where the file names none", () => {
    const chain = { name: "default", regions: ["eu-west-1"], partition: "aws" };
    expect(config("", { AWS_REGION: "eu-west-1" }).accounts).toEqual([chain]);
    expect(config("", { AWS_REGION: "eu-west-1", AWS_PROFILE: "ops" }).accounts).toEqual([
      { ...chain, name: "ops" },
    ]);
  });

  it("are all looked at in the one region that a command names, where they can be there", () => {
    const { accounts } = config(two, {}, "eu-central-1");
    expect(accounts.map(({ name, regions }) => [name, ...regions])).toEqual([
      ["shop-prod", "eu-central-1"],
    ]);
  });
});

describe("rules", () => {
  const rulesIn = (text: string, env: Record<string, string> = {}) => {
    const file = { path: "handrail.yaml", ...parseSettings(text, "handrail.yaml") };
    const tokens = {
      SLACK_BOT_TOKEN: ["xoxb", "a"].join("-"),
      SLACK_APP_TOKEN: ["xapp", "a"].join("-"),
    };
    return readConfig({ ...tokens, AWS_REGION: "eu-west-1", ...env }, file).rules;
  };

  it("are the usual ones where the file has none", () => {
    expect(rulesIn("")).toEqual(usualRules);
  });

  it("come from the file, and confirmers from the environment too", () => {
    const text =
      "rules: { guests: [C012AB3CD], confirmers: [S0LEADS], only: [{ name: a, stop: [U0ADA] }] }";
    expect(rulesIn(text, { HANDRAIL_CONFIRMERS: "U0BOSS,S0LEADS" })).toEqual({
      ...usualRules,
      ...{ guests: ["C012AB3CD"], confirmers: ["U0BOSS", "S0LEADS"] },
      only: [{ name: "a", stop: ["U0ADA"] }],
    });
  });
});

describe("a mistake in the file", () => {
  const role = "arn:aws:iam::111122223333:role/handrail-reader";
  it.each([
    ["a name that is not there", "acounts: []", 1, /no "acounts" here.*accounts/],
    ["no list", "accounts: shop", 1, /accounts: It is a text, and a list is wanted/],
    ["no name", `accounts:\n  - role: ${role}`, 2, /accounts\.0\.name: It is missing.*shop-prod/],
    ["digits without quotes", "accounts:\n  - name: a\n    id: 111122223333", 3, /in quotes/],
    ["a role that is no ARN", "accounts:\n  - name: a\n    role: reader", 3, /handrail-reader/],
    ["an unknown part", `accounts:\n  - name: a\n    rol: ${role}`, 3, /no "rol" here.*role/],
    ["a region that is none", "accounts:\n  - name: a\n    regions: [Ireland]", 3, /eu-west-1/],
    ["a partition that is none", "accounts:\n  - name: a\n    partition: cn", 3, /aws-cn/],
    [
      "an id beside the role of another",
      `accounts:\n  - name: a\n    id: "999900001111"\n    role: ${role}`,
      3,
      /the role is of account 111122223333/,
    ],
    [
      "an external id without a role",
      "accounts:\n  - name: a\n    externalId: ours",
      3,
      /goes with a role/,
    ],
    [
      "a partition beside the role of another",
      `accounts:\n  - name: a\n    partition: aws-cn\n    role: ${role}`,
      3,
      /the role is of aws\b/,
    ],
    [
      "a region of another partition",
      `accounts:\n  - name: a\n    role: ${role}\n    regions:\n      - eu-west-1\n      - cn-north-1`,
      6,
      /cn-north-1 is of the partition aws-cn/,
    ],
    ["a region twice", "accounts:\n  - name: a\n    regions: [eu-west-1, eu-west-1]", 3, /twice/],
    [
      "a name twice",
      `accounts:\n  - name: a\n  - name: a\n    role: ${role}`,
      3,
      /name of its own/,
    ],
    [
      "an account twice",
      `accounts:\n  - name: a\n    role: ${role}\n  - name: b\n    id: "111122223333"`,
      5,
      /stands here twice/,
    ],
    [
      "two without a role",
      "accounts:\n  - name: a\n  - name: b",
      3,
      /default chain of credentials leads to one/,
    ],
    ["a channel's name for its id", "rules:\n  guests: [incidents]", 2, /C012AB3CD/],
    [
      "a group's name for its id",
      "rules:\n  only:\n    - name: a\n      stop: ['@leads']",
      4,
      /S012AB3CD/,
    ],
    [
      "a right that is none",
      "rules:\n  only:\n    - name: a\n      end: [U0ADA]",
      4,
      /no "end" here.*stop/,
    ],
    ["nobody", "rules:\n  only:\n    - name: a\n      stop: []", 4, /empty/],
    ["no YAML", "accounts: [", 1, /another column.*close each brace/],
  ])("is said with its line: %s", (_, text, line, says) => {
    const { problems } = parseSettings(text, "handrail.yaml");
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^handrail\\.yaml:${line}: `));
    expect(problems[0]).toMatch(says);
  });

  it("is said beside all that is wrong in the environment", () => {
    const wrong = () => config("acounts: []", { HANDRAIL_MARGIN_SECONDS: "soon" });
    expect(wrong).toThrow(BadConfig);
    for (const part of ["handrail.yaml:1", "HANDRAIL_MARGIN_SECONDS", "HANDRAIL_REGIONS"])
      expect(wrong).toThrow(part);
  });
});

describe("the documentation", () => {
  const docs = join(import.meta.dirname, "../../docs");
  const page = readFileSync(join(docs, "settings.md"), "utf8");

  it("has an example that is right", () => {
    const text = readFileSync(join(docs, "examples/handrail.yaml"), "utf8");
    const { settings, problems } = parseSettings(text, "handrail.yaml");
    expect(problems).toEqual([]);
    expect(Object.keys(settings)).toEqual(Object.keys(settingsShape.shape));
  });

  it("names every part, and publishes the schema", () => {
    const { accounts, rules } = settingsShape.shape;
    const account = accounts.unwrap().element.shape;
    const { only } = rules.unwrap().shape;
    const rule = only.unwrap().element.shape;
    const all = [settingsShape.shape, account, rules.unwrap().shape, rule].flatMap(Object.keys);
    for (const name of all)
      expect(page).toMatch(new RegExp(`^(## ${name}|\\| .*\`${name}\`.* \\|)`, "m"));
    const published = JSON.parse(readFileSync(join(docs, "settings.schema.json"), "utf8"));
    expect(settingsJsonSchema()).toEqual(published);
  });
});

describe("the file", () => {
  it("is the one that HANDRAIL_SETTINGS names, which must be there", async () => {
    const path = join(folder(), "ours.yaml");
    const missing = await readSettingsFile({ HANDRAIL_SETTINGS: path });
    expect(missing.problems).toEqual([expect.stringContaining(`${path} cannot be read`)]);
    writeFileSync(path, "accounts: [{ name: shop }]");
    const { settings, problems } = await readSettingsFile({ HANDRAIL_SETTINGS: path });
    expect([settings, problems]).toEqual([{ accounts: [{ name: "shop" }] }, []]);
  });

  it("is else the first of the usual ones, or none", async () => {
    const usual = ["one.yaml", "other.yaml"].map((name) => join(folder(), name));
    expect(await readSettingsFile({}, usual)).toEqual(noSettingsFile);
    writeFileSync(usual[1] ?? "", "# nothing yet\n");
    expect(await readSettingsFile({ HANDRAIL_SETTINGS: "" }, usual)).toMatchObject({
      ...{ path: usual[1], settings: {}, problems: [] },
    });
  });

  it("that cannot be read is a problem, not an absence", async () => {
    const path = join(folder(), "a-folder");
    mkdirSync(path);
    expect((await readSettingsFile({}, [path])).problems).toHaveLength(1);
  });
});
