import { describe, expect, it } from "vitest";
import { ownerSays } from "../../../src/probes/timeouts/owner.ts";

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
