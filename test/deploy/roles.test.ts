import { spawnSync } from "node:child_process";
import { cpSync, globSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { allowed } from "../../src/aws/allow-list.ts";
import { grantOf, iamPolicy } from "../../src/aws/iam.ts";
import { besidesAthena, readerTemplate, terraformActions } from "../../tools/roles.ts";
import { folders } from "../store/folder.ts";
import { deploy, documents, isHere, read } from "./files.ts";
import { evaluated, type Parameters, type Policy } from "./template.ts";

const folder = folders();
const must = {
  TrustedPrincipalArn: "arn:aws:iam::111122223333:role/handrail",
  ExternalId: "of-ours",
};
const all: Parameters = {
  ...must,
  LogBucketArns: ["arn:aws:s3:::logs-a", "arn:aws:s3:::logs-b"],
  LogGroupArns: ["arn:aws:logs:*:*:log-group:/ecs/shop:*"],
  ...{ AthenaWorkgroup: "handrail", AthenaDatabase: "logs", AthenaTable: "alb" },
  ...{ AthenaResultsBucket: "results", AthenaResultsPrefix: "handrail/" },
};
const [template] = documents<object>("cloudformation/reader.yaml");
const reader = (given: Parameters, partition?: string) =>
  evaluated(template ?? {}, given, partition).Resources.Reader.Properties;
const policyOf = (given: Parameters, partition?: string): Policy =>
  reader(given, partition).Policies[0].PolicyDocument;
const actionsOf = ({ Statement }: Policy) => Statement.flatMap(({ Action }) => Action).sort();
const unique = (texts: readonly string[]) => [...new Set(texts)].sort();
const asked = allowed.map((action) => grantOf(action).action);

describe("the role in each account", () => {
  it("is written from the list of what Handrail may send", () => {
    expect(read("cloudformation/reader.yaml"), "Run `npm run docs`.").toBe(readerTemplate());
    const actions = JSON.parse(read("terraform/reader/actions.json"));
    expect(actions, "Run `npm run docs`.").toEqual(JSON.parse(terraformActions()));
  });

  it("may do all of it, and besides only what Athena needs, where everything is given", () => {
    const besides = Object.values(besidesAthena).flat();
    expect(unique(actionsOf(policyOf(all)))).toEqual(unique([...asked, ...besides]));
    expect(unique(iamPolicy().Statement.flatMap(({ Action }) => Action))).toEqual(unique(asked));
  });

  it("reads no bucket, searches no logs and asks no Athena unless it is told which", () => {
    const services = actionsOf(policyOf(must)).map((action) => action.split(":")[0] ?? "");
    const others = asked.map((action) => action.split(":")[0] ?? "");
    expect(unique(services)).toEqual(
      unique(others.filter((service) => service !== "s3" && service !== "athena")),
    );
    expect(actionsOf(policyOf(must))).not.toContain("logs:StartQuery");
  });

  it("gets objects of access logs only, of the buckets that are named", () => {
    const { AthenaWorkgroup, ...without } = all;
    const { Statement } = policyOf(without);
    const objects = Statement.filter(({ Action }) => Action.includes("s3:GetObject"));
    expect(objects.flatMap(({ Resource }) => Resource).sort()).toEqual(
      ["logs-a", "logs-b"].flatMap((bucket) => [
        `arn:aws:s3:::${bucket}/*/AWSLogs/*/elasticloadbalancing/*`,
        `arn:aws:s3:::${bucket}/AWSLogs/*/elasticloadbalancing/*`,
      ]),
    );
  });

  it.each(["aws", "aws-cn", "aws-us-gov"])(
    "names nothing of another partition in %s",
    (partition) => {
      const { LogBucketArns, LogGroupArns, ...rest } = all;
      const resources = policyOf(rest, partition).Statement.flatMap(({ Resource }) => Resource);
      const others = resources.filter((one) => one !== "*" && !one.startsWith(`arn:${partition}:`));
      expect(others).toEqual([]);
      expect(resources.length).toBeGreaterThan(3);
    },
  );

  it("is assumed by the bot's role with the external id, and by nobody else", () => {
    expect(reader(all).AssumeRolePolicyDocument.Statement).toEqual([
      {
        Effect: "Allow",
        Principal: { AWS: must.TrustedPrincipalArn },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "sts:ExternalId": "of-ours" } },
      },
    ]);
  });
});

describe("the role that Handrail runs as", () => {
  const [bot] = documents<object>("cloudformation/bot.yaml");

  it("may assume the readers' roles, and nothing else", () => {
    const { Policies } = evaluated(bot ?? {}, {}, "aws-cn").Resources.Bot.Properties;
    expect(Policies[0].PolicyDocument.Statement).toEqual([
      {
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Resource: "arn:aws-cn:iam::*:role/handrail-reader",
      },
    ]);
  });

  it("is for one service account, where it runs on EKS", () => {
    const given = { OidcProvider: "oidc.example/id/A" };
    const { AssumeRolePolicyDocument: trust } = evaluated(bot ?? {}, given).Resources.Bot
      .Properties;
    expect(JSON.parse(trust).Statement[0].Condition.StringEquals).toEqual({
      "oidc.example/id/A:sub": "system:serviceaccount:handrail:handrail",
      "oidc.example/id/A:aud": "sts.amazonaws.com",
    });
  });
});

describe.skipIf(!isHere("cfn-lint", "--version"))("CloudFormation's linter", () => {
  it.each(["bot", "reader"])("finds no fault in %s.yaml", (name) => {
    const { status, stdout } = spawnSync(
      "cfn-lint",
      [join(deploy, `cloudformation/${name}.yaml`)],
      {
        encoding: "utf8",
      },
    );
    expect(stdout).toBe("");
    expect(status).toBe(0);
  });
});

describe.skipIf(!isHere("terraform", "version"))("Terraform", () => {
  it("finds its files written as it writes them", () => {
    const words = ["fmt", "-check", "-recursive", join(deploy, "terraform")];
    expect(spawnSync("terraform", words, { encoding: "utf8" }).stdout).toBe("");
  });

  it("comes to the same policy as CloudFormation", () => {
    const policy = terraformPolicy({
      ...{ trusted_principal_arn: must.TrustedPrincipalArn, external_id: must.ExternalId },
      ...{ log_bucket_arns: all.LogBucketArns, log_group_arns: all.LogGroupArns },
      athena: {
        ...{ workgroup: "handrail", database: "logs", table: "alb" },
        ...{ results_bucket: "results", results_prefix: "handrail/" },
      },
    });
    expect(rights(policy)).toEqual(rights(policyOf(all)));
  });

  it("grants as little where nothing is named", () => {
    const given = { trusted_principal_arn: must.TrustedPrincipalArn, external_id: must.ExternalId };
    expect(rights(terraformPolicy(given))).toEqual(rights(policyOf(must)));
  });
});

/** Each action with each resource, whatever statements they stand in. */
const rights = ({ Statement }: Policy): readonly string[] =>
  unique(
    Statement.flatMap(({ Action, Resource }) =>
      [Action].flat().flatMap((action) => [Resource].flat().map((one) => `${action} on ${one}`)),
    ),
  );

/** The policy that Terraform computes: without the provider, which is not to be had everywhere, and so without its resources. */
function terraformPolicy(variables: object): Policy {
  const at = folder();
  for (const name of globSync("{policy,variables}.tf", { cwd: join(deploy, "terraform/reader") }))
    cpSync(join(deploy, "terraform/reader", name), join(at, name));
  cpSync(join(deploy, "terraform/reader/actions.json"), join(at, "actions.json"));
  const stand = { locals: { partition: "aws", account_id: "123456789012" } };
  writeFileSync(
    join(at, "stand-in.tf.json"),
    JSON.stringify({ ...stand, output: { policy: { value: "$".concat("{local.policy}") } } }),
  );
  writeFileSync(join(at, "given.auto.tfvars.json"), JSON.stringify(variables));
  const terraform = (...words: string[]) => {
    const done = spawnSync("terraform", words, { cwd: at, encoding: "utf8" });
    expect(done.status, done.stderr).toBe(0);
    return done.stdout;
  };
  terraform("init", "-input=false");
  terraform("apply", "-auto-approve", "-input=false");
  return JSON.parse(terraform("output", "-json", "policy"));
}
