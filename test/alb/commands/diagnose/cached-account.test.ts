import { expect, it } from "vitest";
import { cachedAccount } from "../../../../src/alb/commands/diagnose/look-at-all.ts";
import type { AskAws } from "../../../../src/aws/account.ts";

const signal = new AbortController().signal;
const named = (name: string) => ({ Names: [name] });
const describe = "elasticloadbalancing:DescribeLoadBalancers";

/** An account that counts what it is asked, and refuses the first `refused` questions. */
function counted(refused = 0) {
  const asked: string[] = [];
  const ask = (async (action: string) => {
    asked.push(action);
    if (asked.length <= refused) throw new Error("Rate exceeded");
    return { LoadBalancers: [] };
  }) as unknown as AskAws;
  return { account: cachedAccount({ name: "practice", region: "eu-west-1", ask }), asked };
}

it("asks AWS once where several looks have the same question, at once or later", async () => {
  const { account, asked } = counted();
  const ask = () => account.ask(describe, named("web"), signal);
  const [one, other] = await Promise.all([ask(), ask()]);
  expect([one, await ask()]).toEqual([other, other]);
  expect(asked).toHaveLength(1);
});

it("asks for each load balancer by itself", async () => {
  const { account, asked } = counted();
  await account.ask(describe, named("web"), signal);
  await account.ask(describe, named("api"), signal);
  expect(asked).toHaveLength(2);
});

it("asks again what was refused", async () => {
  const { account, asked } = counted(1);
  await expect(account.ask(describe, named("web"), signal)).rejects.toThrow("Rate exceeded");
  await account.ask(describe, named("web"), signal);
  expect(asked).toHaveLength(2);
});

it("begins each search anew, and asks each time how far one has come", async () => {
  const { account, asked } = counted();
  const results = () => account.ask("logs:GetQueryResults", { queryId: "1" }, signal);
  await results();
  await results();
  expect(asked).toHaveLength(2);
});
