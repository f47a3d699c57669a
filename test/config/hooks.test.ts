import { describe, expect, it } from "vitest";
import { readConfig } from "../../src/config/config.ts";
import { parseSettings } from "../../src/config/settings-file/parse.ts";

const env = { AWS_REGION: "eu-west-1", SLACK_APP_TOKEN: "xapp-1", SLACK_BOT_TOKEN: "xoxb-1" };
const config = (text: string, secrets = "") =>
  readConfig(
    { ...env, HANDRAIL_HOOK_SECRETS: secrets },
    { path: "handrail.yaml", ...parseSettings(text, "handrail.yaml") },
  );

const topic = "arn:aws:sns:eu-west-1:123456789012:alarms";
const both = `
hooks:
  - { name: grafana, proof: grafana, channel: C012AB3CD }
  - { name: alarms, proof: sns, topic: "${topic}", channel: C012AB3CD }
offerIn: [C012AB3CD]
`;

describe("hooks", () => {
  it("come from the file, and their secrets from the environment", () => {
    const secret = "sixteen:letters=or-more";
    expect(config(both, `grafana:${secret}`)).toMatchObject({
      hooks: [
        { name: "grafana", channel: "C012AB3CD", proof: { kind: "grafana", secret } },
        { name: "alarms", channel: "C012AB3CD", proof: { kind: "sns", topic } },
      ],
      offerIn: ["C012AB3CD"],
      http: { port: 3000 },
    });
    expect(config("")).toMatchObject({ hooks: [], offerIn: [] });
  });

  it.each([
    [both, "", "The hook grafana has no secret: add grafana:<secret> to HANDRAIL_HOOK_SECRETS"],
    [both, "grafana:short", "HANDRAIL_HOOK_SECRETS.0 must be names of hooks with their secrets"],
    ["", "pager:sixteen-letters-or-more", "a secret for pager, and handrail.yaml names no such"],
    ["hooks: [{ name: a, proof: sns, channel: C012AB3CD }]", "", "names no topic"],
    [
      "hooks: [{ name: a, proof: basic, channel: C012AB3CD }]",
      "",
      "handrail.yaml:1: hooks.0.proof",
    ],
    ["hooks: [{ name: A b, proof: sns, channel: C012AB3CD }]", "", "hooks.0.name"],
    ["hooks: [{ name: a, proof: token, channel: general }]", "", "hooks.0.channel"],
    [
      `hooks: [{ name: a, proof: sns, topic: "${topic}", channel: C0 }, { name: a, proof: sns, topic: "${topic}", channel: C01 }]`,
      "",
      "hooks.0.channel",
    ],
    [
      both.replace("alarms, proof", "grafana, proof"),
      "grafana:sixteen-letters-or-more",
      "Two hooks are called grafana",
    ],
  ])("of “%s” with the secrets “%s” are refused: %s", (text, secrets, says) => {
    expect(() => config(text, secrets)).toThrow(says);
  });

  it("are refused without a word of any secret", () => {
    expect(() => config("", "pager:sixteen-letters-or-more")).toThrow(/^((?!sixteen)[\s\S])*$/);
  });
});
