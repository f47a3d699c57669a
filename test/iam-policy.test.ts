import { expect, it } from "vitest";
import { type Flow, type GenericProbe, go } from "#flow";
import { flows } from "../flows/index.ts";
import type { Account } from "../src/aws/account.ts";
import { iamPolicy } from "../src/aws/iam.ts";
import { createProgram } from "../src/cli/program.ts";
import { readCommonConfig } from "../src/config/config.ts";
import { policyFor } from "../src/iam-policy.ts";
import { shippedPacks } from "../src/load-catalogue.ts";
import { genericSignatures } from "../src/probes/generic-kinds.ts";
import { about } from "./language/flows.ts";
import { lookAt, oneAccount } from "./probes/stage.ts";

const findings = { some: "n > 0", none: "else" };
const stated: readonly GenericProbe[] = [
  {
    ...{ kind: "cloudwatch.metric", namespace: "AWS/SQS", metric: "Age", dimensions: {} },
    ...{ stat: "Sum", over: "15m", findings: { some: "last > 0", none: "else" } },
  },
  { kind: "cloudwatch.alarm", alarm: "age", findings: { some: "inAlarm > 0", none: "else" } },
  {
    ...{ kind: "cloudwatch.logs", group: "shop", query: "limit 5", over: "15m" },
    findings: { some: "rows > 0", none: "else" },
  },
  {
    ...{ kind: "aws.describe", call: "sqs:GetQueueAttributes", with: { QueueUrl: "orders" } },
    ...{ read: { n: "length(Attributes)" }, findings },
  },
  {
    ...{ kind: "aws.describe", call: "acm:DescribeCertificate" },
    ...{ with: { CertificateArn: "1" }, read: { n: "length(Certificate)" }, findings },
  },
];

const flowOf = (probe: GenericProbe): Flow => ({
  ...{ id: "one", version: 1, title: "One", about, inputs: {}, start: "look" },
  steps: {
    look: {
      ...{ title: "Look", say: "Look.", probe, skip: "none" },
      choices: { some: go("done", "Some"), none: go("done", "None") },
    },
  },
  ends: { done: { title: "Done", say: "Done.", outcome: "resolved" } },
});
const grantedTo = (...of: readonly Flow[]) =>
  policyFor(of, shippedPacks.signatures).Statement.flatMap(({ Action }) => Action);

/** An account that answers just enough for each question to be followed by the next, and keeps them. */
function noting() {
  const asked = new Set<string>();
  const answers: { readonly [action: string]: object } = {
    "logs:DescribeLogGroups": { logGroups: [{ logGroupName: "shop" }] },
    "logs:StartQuery": { queryId: "1" },
    "logs:GetQueryResults": { status: "Running", statistics: { bytesScanned: 2e9 } },
  };
  const ask = async (action: string) => {
    asked.add(action);
    return answers[action] ?? {};
  };
  return { asked, account: { name: "one", region: "eu-west-1", ask } as unknown as Account };
}

it.each(stated)("grants $kind exactly what it asks ($call)", async (probe) => {
  const { asked, account } = noting();
  await lookAt(probe, {}, oneAccount(account));
  expect(grantedTo(flowOf(probe)).toSorted()).toEqual([...asked].sort());
});

it("grants nothing for what asks nothing of AWS", () => {
  const kinds = new Set(stated.map(({ kind }) => kind));
  const others = genericSignatures.filter(({ id }) => !kinds.has(id));
  expect(others.map(({ generic }) => generic?.rights)).toEqual(others.map(() => undefined));
  expect(policyFor([], shippedPacks.signatures).Statement).toEqual([]);
});

it("grants the runbooks that ship no more than the whole policy, and each of them less", () => {
  const whole = iamPolicy().Statement.flatMap(({ Action }) => Action);
  expect(whole).toEqual(expect.arrayContaining(grantedTo(...flows)));
  for (const flow of flows) {
    expect(grantedTo(flow).length).toBeLessThan(whole.length);
    expect(new Set(grantedTo(flow)).size).toBe(grantedTo(flow).length);
  }
});

it("is printed for the runbooks that are named, as the JSON that IAM takes", async () => {
  const lines: string[] = [];
  const terminal = {
    out: (line: string) => void lines.push(line),
    config: () => readCommonConfig({ AWS_REGION: "eu-west-1" }),
  };
  const run = (...words: string[]) =>
    createProgram(terminal, "0", []).parseAsync(["flows", "policy", ...words], { from: "user" });
  await run("alb-502-keepalive");
  const named = flows.filter(({ id }) => id === "alb-502-keepalive");
  expect(JSON.parse(lines.join("\n"))).toEqual(policyFor(named, shippedPacks.signatures));
  await expect(run("nowhere")).rejects.toThrow(/nowhere/);
});
