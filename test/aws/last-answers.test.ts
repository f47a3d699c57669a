import { describe, expect, it } from "vitest";
import type { Account } from "../../src/aws/account.ts";
import { AwsProblem, type ProblemKind } from "../../src/aws/aws-problem.ts";
import { rememberAnswers } from "../../src/aws/last-answers.ts";

/** An account that fails with these problems, one after the other, and answers in between. */
function asked(...outcomes: readonly (ProblemKind | "answer")[]) {
  let now = 0;
  const { watch, answers } = rememberAnswers(() => now);
  const left = [...outcomes];
  const ask = async () => {
    const outcome = left.shift() ?? "answer";
    if (outcome !== "answer") throw new AwsProblem(outcome, `It was ${outcome}.`);
    return {};
  };
  const account = watch({ name: "one", region: "eu-west-1", ask } as unknown as Account);
  const once = async () => {
    now += 1;
    await account.ask("elasticloadbalancing:DescribeLoadBalancers", {}).catch(() => {});
    return answers();
  };
  return { once, answers };
}

describe("how AWS answered last", () => {
  it("is not known before it was asked", () => {
    expect(asked().answers()).toEqual({ at: "AWS" });
  });

  it("is a problem until it answers again", async () => {
    const { once } = asked("answer", "expired", "answer");
    expect(await once()).toEqual({ at: "AWS", answeredAt: 1 });
    const problem = { at: 2, says: "It was expired." };
    expect(await once()).toEqual({ at: "AWS", answeredAt: 1, problem });
    expect(await once()).toEqual({ at: "AWS", answeredAt: 3 });
  });

  it("is no problem where it knows nothing by a name, or a person stopped the look", async () => {
    const { once } = asked("not-found", "cancelled", "refused");
    for (let count = 0; count < 3; count++) expect((await once()).problem).toBeUndefined();
  });
});
