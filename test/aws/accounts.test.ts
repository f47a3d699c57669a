import { afterEach, describe, expect, it } from "vitest";
import { type Account, startAccount } from "../../lab/aws/account.ts";
import { type AccountSettings, openAccounts } from "../../src/aws/accounts.ts";
import { assumeRole } from "../../src/aws/assume-role.ts";

const chain = (...regions: string[]): AccountSettings => ({
  ...{ name: "default", regions, partition: "aws" },
});
const member = (name: string, id: string, ...regions: string[]): AccountSettings => ({
  ...{ name, id, regions, partition: "aws" },
  ...{ role: `arn:aws:iam::${id}:role/handrail-reader`, externalId: "ours" },
});
const shop = member("shop-prod", "111122223333", "eu-west-1", "us-east-1");
const pay = member("pay-prod", "444455556666", "eu-west-1");
const list = "elasticloadbalancing:DescribeLoadBalancers";
const arn = (region: string, account: string) =>
  `arn:aws:elasticloadbalancing:${region}:${account}:loadbalancer/app/web/0123456789abcdef`;

describe("which account is asked", () => {
  const pick = (
    accounts: readonly AccountSettings[],
    where: { region: string; arn?: string; account?: string },
  ) => {
    const { name, region } = openAccounts({ accounts }).for(where);
    return `${name} ${region}`;
  };

  it.each([
    ["the only one of the region", { region: "us-east-1" }, "shop-prod us-east-1"],
    [
      "the one that the ARN names",
      { region: "eu-west-1", arn: arn("eu-west-1", pay.id ?? "") },
      "pay-prod eu-west-1",
    ],
    [
      "the one that is named",
      { region: "eu-west-1", account: shop.id ?? "" },
      "shop-prod eu-west-1",
    ],
  ])("%s", (_, where, expected) => {
    expect(pick([shop, pay], where)).toBe(expected);
  });

  it("is any account's where the settings give no number", () => {
    expect(pick([chain("eu-west-1")], { region: "eu-west-1", account: "999900001111" })).toBe(
      "default eu-west-1",
    );
    expect(pick([chain("eu-west-1"), pay], { region: "eu-west-1", account: "999900001111" })).toBe(
      "default eu-west-1",
    );
    expect(pick([chain("eu-west-1"), pay], { region: "eu-west-1", account: pay.id ?? "" })).toBe(
      "pay-prod eu-west-1",
    );
  });

  it.each([
    [
      "a region that no account has",
      { region: "sa-east-1" },
      /sa-east-1.*eu-west-1, us-east-1.*HANDRAIL_REGIONS/,
    ],
    [
      "an account that is not named",
      { region: "eu-west-1", account: "999900001111" },
      /999900001111.*shop-prod.*handrail\.yaml/,
    ],
    [
      "an account without that region",
      { region: "us-east-1", account: pay.id ?? "" },
      /444455556666.*shop-prod/,
    ],
    ["one of several", { region: "eu-west-1" }, /shop-prod or pay-prod.*ARN/],
  ])("refuses %s", async (_, where, says) => {
    const asked = openAccounts({ accounts: [shop, pay] })
      .for(where)
      .ask(list, {});
    await expect(asked).rejects.toMatchObject({
      kind: "refused",
      message: expect.stringMatching(says),
    });
  });
});

describe("a role", () => {
  const lab: Account[] = [];
  afterEach(async () => {
    for (const account of lab.splice(0)) await account.close();
  });
  let now = Date.UTC(2026, 10, 30);
  let steady = 0;

  async function assuming(more: { externalId?: string; isClosed?: true } = {}) {
    const { role = "", id = "" } = shop;
    const trust = { id, role, externalId: "ours", ...more };
    const account = await startAccount({
      ...{ loadBalancers: [], clock: () => now },
      members: [{ ...trust, loadBalancers: [] }],
    });
    lab.push(account);
    const { endpoint, credentials } = account;
    process.env.AWS_ACCESS_KEY_ID = credentials.accessKeyId;
    process.env.AWS_SECRET_ACCESS_KEY = credentials.secretAccessKey;
    const assume = assumeRole({
      ...{ name: "shop-prod", role, externalId: "ours", region: "eu-west-1", endpoint },
      ...{ clock: () => now, steady: () => steady },
    });
    return { account, assume };
  }

  it("is assumed once by all who ask, with its external id, and anew five minutes before it ends", async () => {
    const { account, assume } = await assuming();
    const [one, other] = await Promise.all([assume(), assume()]);
    expect(other).toBe(one);
    now += 54 * 60_000;
    expect(await assume()).toBe(one);
    now += 2 * 60_000;
    expect(await assume()).not.toEqual(one);
    const asked = account.calls().map(({ fields }) => Object.fromEntries(fields));
    expect(asked).toHaveLength(2);
    expect(asked[0]).toMatchObject({ RoleSessionName: "handrail", ExternalId: "ours" });
  });

  it("is assumed anew in time, though the clock was set back meanwhile", async () => {
    const { account, assume } = await assuming();
    await assume();
    now -= 50 * 60_000;
    steady += 56 * 60_000;
    await assume();
    expect(account.calls()).toHaveLength(2);
  });

  it.each([{ externalId: "another" }, { isClosed: true } as const])(
    "that does not let Handrail in is a sentence, and is tried again: %o",
    async (trust) => {
      const { account, assume } = await assuming(trust);
      for (const _ of [1, 2])
        await expect(assume()).rejects.toMatchObject({
          kind: "role",
          message: expect.stringMatching(
            /shop-prod.*111122223333:role\/handrail-reader.*external id/,
          ),
        });
      expect(account.calls()).toHaveLength(2);
    },
  );
});
