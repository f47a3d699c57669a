import { expect, test } from "vitest";
import { openAccounts } from "../../src/aws/accounts.ts";
import { accountIn } from "../../src/probes/account-in.ts";

const shop = { name: "shop", id: "111122223333", partition: "aws" } as const;
const mail = { name: "mail", id: "444455556666", partition: "aws" } as const;
const one = openAccounts({ accounts: [{ ...shop, regions: ["eu-west-1", "us-east-1"] }] });
const two = openAccounts({
  accounts: [
    { ...shop, regions: ["eu-west-1", "us-east-1"] },
    { ...mail, regions: ["eu-west-1"] },
  ],
});
const at = ({ name, region }: { name: string; region: string }) => `${name} ${region}`;

test("asks the first region of the only account, or the region that the step states", () => {
  expect(at(accountIn(one, {}, {}))).toBe("shop eu-west-1");
  expect(at(accountIn(one, { region: "{where}" }, { where: "us-east-1" }))).toBe("shop us-east-1");
});

test("asks the account that the step names, by its name or its digits", () => {
  expect(at(accountIn(two, { account: "{account}" }, { account: "mail" }))).toBe("mail eu-west-1");
  expect(at(accountIn(two, { account: "111122223333", region: "us-east-1" }, {}))).toBe(
    "shop us-east-1",
  );
});

test("asks where the ARN lies that the step is about", () => {
  const about = ["arn:aws:acm:eu-west-1:444455556666:certificate/1"];
  expect(at(accountIn(two, {}, {}, about))).toBe("mail eu-west-1");
});

test("asks nobody where it is not said which of several is meant, or one that the settings do not name", () => {
  expect(() => accountIn(two, {}, {})).toThrow(/there are several: shop, mail/);
  expect(() => accountIn(two, { account: "bank" }, {})).toThrow(/no account bank, but shop, mail/);
  expect(() => accountIn(two, { account: "mail", region: "us-east-1" }, {})).toThrow(
    /not us-east-1/,
  );
});
