import { expect, it } from "vitest";
import { chooseAccount } from "../../../src/alb/commands/logs/choose-account.ts";
import { readCommonConfig } from "../../../src/config/config.ts";
import { parseSettings } from "../../../src/config/settings-file/parse.ts";

const two = `accounts:
  - { name: shop-prod, role: "arn:aws:iam::444455556666:role/handrail-reader", regions: [eu-west-1, us-east-1] }
  - { name: cart-prod, role: "arn:aws:iam::777788889999:role/handrail-reader", regions: [eu-west-1] }
`;

const terminal = (written: string) => ({
  out: () => {},
  config: async (region?: string) =>
    readCommonConfig({ AWS_REGION: "eu-west-1" }, parseSettings(written, "handrail.yaml"), region),
});

const asked = async (choices: object, place?: string, written = two) => {
  const { name, region } = await chooseAccount(choices, terminal(written), place);
  return `${name} in ${region}`;
};

it("the account whose logs lie there is asked, in their region", async () => {
  const place = "s3://logs/prod/AWSLogs/777788889999/elasticloadbalancing/us-east-1/2026/";
  expect(await asked({}, place)).toBe("cart-prod in us-east-1");
  expect(await asked({ region: "eu-west-1" }, place)).toBe("cart-prod in eu-west-1");
});

it("the account that is chosen by name or number is asked, whatever the path says", async () => {
  const place = "s3://logs/AWSLogs/777788889999/elasticloadbalancing";
  expect(await asked({ account: "shop-prod" }, place)).toBe("shop-prod in eu-west-1");
  expect(await asked({ account: "444455556666", region: "us-east-1" })).toBe(
    "shop-prod in us-east-1",
  );
});

it("the only account is asked without a word", async () => {
  expect(await asked({}, "s3://logs", "")).toBe("default in eu-west-1");
  expect(await asked({ region: "us-east-1" }, "s3://logs", "")).toBe("default in us-east-1");
});

it("nobody is asked where it could be several, or the name is none", async () => {
  await expect(asked({}, "s3://logs")).rejects.toThrow(
    "Several accounts could be asked. Name one of handrail.yaml with --account: shop-prod, cart-prod.",
  );
  const place = "s3://logs/AWSLogs/123456789012/elasticloadbalancing/eu-west-1";
  await expect(asked({}, place)).rejects.toThrow("Several accounts");
  await expect(asked({ account: "shop" })).rejects.toThrow("“shop” is no account.");
});
