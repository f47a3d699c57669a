import { describe, expect, it } from "vitest";
import { ownerSays } from "../../../../src/alb/diagnosis/changes/setting-owner.ts";

describe("who manages a load balancer", () => {
  it.each([
    [{ "elbv2.k8s.aws/cluster": "prod" }, /Load Balancer Controller.*cluster prod/],
    [{ "ingress.k8s.aws/stack": "shop/web" }, /ingress shop\/web.*annotation/],
    [
      { "aws:cloudformation:stack-name": "web", "aws:cloudformation:logical-id": "ALB" },
      /stack web \(resource ALB\)/,
    ],
    [
      { "elasticbeanstalk:environment-name": "shop", "aws:cloudformation:stack-name": "awseb" },
      /Beanstalk.*shop/,
    ],
    [{ ManagedBy: "terraform" }, /Terraform manages.*ManagedBy: terraform/],
    [{ "terraform-module": "alb" }, /Terraform/],
    [{ "pulumi:project": "shop" }, /Pulumi/],
    [{ "kubernetes.io/cluster/prod": "owned" }, /cluster prod \(owned\)/],
  ])("is read from the tags %j", (tags, says) => {
    expect(ownerSays(tags)).toMatch(says);
  });

  it.each([
    [{ "elbv2.k8s.aws/cluster": "prod" }, "idle_timeout.timeout_seconds=40"],
    [{ "aws:cloudformation:stack-name": "web" }, 'Value: "40"'],
    [{ "elasticbeanstalk:environment-name": "shop" }, 'idle_timeout.timeout_seconds: "40"'],
    [{ ManagedBy: "terraform" }, "idle_timeout = 40"],
  ])("is told with what to write there, for %j", (tags, line) => {
    expect(ownerSays(tags, 40)).toContain(line);
  });

  it("prefers the controller, which reacts at once, to the stack that made the cluster", () => {
    const tags = { "aws:cloudformation:stack-name": "eks", "elbv2.k8s.aws/cluster": "prod" };
    expect(ownerSays(tags)).toMatch(/Controller/);
  });

  it.each([{}, { team: "shop" }, { Name: "terraform-practice" }, { terraform: "false" }])(
    "is nobody by the tags %j",
    (tags) => {
      expect(ownerSays(tags)).toBeNull();
    },
  );
});
