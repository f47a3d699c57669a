import { expect, it } from "vitest";
import { openAccounts } from "../../src/aws/accounts.ts";

it("asks in no region that the settings do not name, whatever an ARN says", async () => {
  const { all, for: accountFor } = openAccounts({ regions: ["eu-west-1", "eu-central-1"] });
  expect(all.map(({ region }) => region)).toEqual(["eu-west-1", "eu-central-1"]);
  expect(accountFor({ region: "eu-central-1" })).toBe(all[1]);
  const asked = accountFor({ region: "us-east-1" }).ask(
    "elasticloadbalancing:DescribeLoadBalancers",
    {},
  );
  await expect(asked).rejects.toMatchObject({
    kind: "refused",
    message: expect.stringMatching(/us-east-1.*eu-west-1, eu-central-1.*HANDRAIL_REGIONS/),
  });
});
