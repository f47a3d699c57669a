import { expect, it, vi } from "vitest";
import { environment } from "../../lab/bot.ts";

const world = {
  slackApiUrl: "http://127.0.0.1:1/api/",
  botToken: "bot",
  appToken: "app",
  awsEndpoint: "http://127.0.0.1:2",
  region: "eu-central-1",
  credentials: { accessKeyId: "id", secretAccessKey: "secret" },
  periodSeconds: 5,
  settleSeconds: 2,
  folder: "/somewhere",
};

it("keeps everything that could lead to a real account or workspace from the practising bot", () => {
  vi.stubEnv("AWS_PROFILE", "production");
  vi.stubEnv("AWS_SESSION_TOKEN", "real");
  vi.stubEnv("AWS_ENDPOINT_URL_S3", "https://real.example");
  vi.stubEnv("SLACK_BOT_TOKEN", "real");
  vi.stubEnv("HTTPS_PROXY", "https://real.example");
  vi.stubEnv("NODE_OPTIONS", "--inspect");
  const { PATH, ...env } = environment(world);
  expect(PATH).toBe(process.env.PATH);
  expect(env).toMatchObject({
    HOME: "/somewhere",
    SLACK_BOT_TOKEN: "bot",
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_EC2_METADATA_DISABLED: "true",
  });
  const expected =
    /^(HOME|SLACK_(BOT|APP)_TOKEN|HANDRAIL_\w+|AWS_(REGION|ENDPOINT_URL|ACCESS_KEY_ID|SECRET_ACCESS_KEY|CONFIG_FILE|SHARED_CREDENTIALS_FILE|EC2_METADATA_DISABLED))$/;
  expect(Object.keys(env).filter((name) => !expected.test(name))).toEqual([]);
  expect(JSON.stringify(env)).not.toContain("real");
});
