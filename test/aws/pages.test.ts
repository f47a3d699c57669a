import { globSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Account } from "../../src/aws/account.ts";
import { everyPage, pagesOf } from "../../src/aws/pages.ts";

const { signal } = new AbortController();

/** An account that answers with these tokens, one a page, in all the ways that services write one; it counts its calls. */
function answering(tokenOf: (call: number) => string | undefined) {
  const asked: object[] = [];
  const ask = async (_action: string, input: object) => {
    const token = tokenOf(asked.length);
    asked.push(input);
    const names = ["NextMarker", "NextToken", "nextToken", "NextContinuationToken"];
    return Object.fromEntries(names.map((name) => [name, token]));
  };
  return { account: { name: "one", region: "eu-west-1", ask } as unknown as Account, asked };
}

const questions = [
  ["elasticloadbalancing:DescribeLoadBalancers", "Marker"],
  ["elasticloadbalancing:DescribeTargetGroups", "Marker"],
  ["elasticloadbalancing:DescribeListeners", "Marker"],
  ["elasticloadbalancing:DescribeRules", "Marker"],
  ["cloudwatch:GetMetricData", "NextToken"],
  ["cloudtrail:LookupEvents", "NextToken"],
  ["logs:DescribeLogGroups", "nextToken"],
  ["athena:GetQueryResults", "NextToken"],
  ["s3:ListObjectsV2", "ContinuationToken"],
] as const;

describe.each(questions)("the pages of %s", (action, takes) => {
  const all = (account: Account) => everyPage(account, action, {} as never, signal);

  it("are read to the last, each asked for with the token of the one before", async () => {
    const { account, asked } = answering((call) => ["a", "b", undefined][call]);
    expect(await all(account)).toHaveLength(3);
    expect(asked).toEqual([{}, { [takes]: "a" }, { [takes]: "b" }]);
  });

  it("end at an empty token", async () => {
    expect(await all(answering(() => "").account)).toHaveLength(1);
  });

  it("end with a sentence where a token comes again, wherever the circle begins", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(5), fc.integer({ min: 1, max: 5 }), async (before, round) => {
        const { account, asked } = answering((call) =>
          String(call < before ? -1 - call : (call - before) % round),
        );
        await expect(all(account)).rejects.toThrow(/the same page/);
        expect(asked).toHaveLength(before + round + 1);
      }),
      { numRuns: 20 },
    );
  });

  it("end with a sentence where they never end", async () => {
    const { account, asked } = answering(String);
    await expect(all(account)).rejects.toThrow(/pages of .* more than Handrail reads/);
    expect(asked.length).toBeLessThanOrEqual(10_000);
  });

  it("are no longer asked for once nobody reads on", async () => {
    const { account, asked } = answering(String);
    for await (const { hasMore } of pagesOf(account, action, {} as never, signal)) {
      expect(hasMore).toBe(true);
      break;
    }
    expect(asked).toHaveLength(1);
  });
});

it("nothing else follows page tokens", () => {
  const followed = /\b(?:Next|Continuation)(?:Token|Marker)\b|\bnextToken\b|\bMarker\b/;
  const files = globSync("src/**/*.ts").filter((file) => followed.test(readFileSync(file, "utf8")));
  // The list of what may be stated says how the pages of each follow one another.
  expect(files.sort()).toEqual([
    "src/aws/cli-line.ts",
    "src/aws/describe/describable.ts",
    "src/aws/pages.ts",
  ]);
});
