import { describe, expect, it } from "vitest";
import type { Account } from "../../src/aws/account.ts";
import { AwsProblem, type ProblemKind } from "../../src/aws/aws-problem.ts";
import { describables } from "../../src/aws/describe/describable.ts";
import { awsChecks } from "../../src/doctor/aws-checks.ts";

/** What the doctor sees of what a runbook states, in an account that answers these so. */
async function seen(stated: readonly string[], answers: Readonly<Record<string, ProblemKind>>) {
  const asked: [string, unknown][] = [];
  const account: Account = {
    ...{ name: "default", region: "eu-central-1" },
    ask: async (action, input) => {
      asked.push([action, input]);
      const kind = answers[action];
      if (kind !== undefined) throw new AwsProblem(kind, `${action} is ${kind}.`);
      return {} as never;
    },
  };
  const around = { accounts: [account], athena: undefined, clock: () => 0 };
  const [check] = awsChecks({ ...around, stated: async () => stated });
  const all = (await check?.look()) ?? [];
  return { all: all.filter(({ name }) => stated.some((one) => name?.startsWith(one))), asked };
}

describe("a doctor of an account that runbooks ask", () => {
  it("tries what they state about a name that does not exist", async () => {
    const { all, asked } = await seen(["ecs:DescribeServices", "lambda:GetFunctionConcurrency"], {
      "lambda:GetFunctionConcurrency": "not-found",
    });
    expect(all.map(({ kind }) => kind)).toEqual(["ok", "ok"]);
    expect(asked).toContainEqual(["ecs:DescribeServices", { services: ["handrail-doctor"] }]);
    expect(asked).toContainEqual([
      "lambda:GetFunctionConcurrency",
      { FunctionName: "handrail-doctor" },
    ]);
  });

  it("names what is denied, and leaves the rest of the bot its work", async () => {
    const denied = { "rds:DescribeEvents": "denied" } as const;
    const { all } = await seen(["rds:DescribeEvents", "rds:DescribeDBInstances"], denied);
    expect(all).toMatchObject([
      { kind: "ok", name: "rds:DescribeDBInstances in eu-central-1" },
      { kind: "warning", code: "aws-permission", name: "rds:DescribeEvents in eu-central-1" },
    ]);
  });

  it("says that a right is not known where the name is refused first", async () => {
    const { all } = await seen(["eks:DescribeCluster"], { "eks:DescribeCluster": "other" });
    expect(all).toMatchObject([{ kind: "skipped", says: expect.stringContaining("made-up") }]);
  });

  it("tries nothing that takes only what exists, and leaves no command without a line", async () => {
    const { all, asked } = await seen(["acm:DescribeCertificate", "sqs:GetQueueAttributes"], {});
    expect(all.map(({ kind }) => kind)).toEqual(["skipped", "skipped"]);
    expect(asked.map(([action]) => action)).not.toContain("acm:DescribeCertificate");
    expect((await seen(describables, {})).all.length).toBeGreaterThan(60);
  });
});
