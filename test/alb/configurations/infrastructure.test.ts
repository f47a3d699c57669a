import { describe, expect, it } from "vitest";
import { readingsIn, shown } from "./cases/case.ts";

const task = (definitions: string) =>
  `resource "aws_lb" "a" {\n  idle_timeout = 60\n}\nresource "aws_ecs_task_definition" "t" {\n  container_definitions = ${definitions}\n}\n`;

describe("servers that Terraform starts", () => {
  it.each([
    [
      'jsonencode([\n    {\n      name = "api"\n      command = ["uvicorn", "app:app", "--timeout-keep-alive", "75"]\n    }\n  ])',
      "uvicorn server set 75 main.tf:8",
    ],
    [
      'jsonencode([{ "name" : "api", "image" : var.image, "command" : ["uvicorn", "app:app", "--timeout-keep-alive", var.keep] }])',
      "uvicorn server unknown - main.tf:5",
    ],
    [
      '{\n    api = { essential = true, command = ["gunicorn", "-k", "gthread", "app:app"] }\n  }',
      "gunicorn-gthread server default 2 main.tf:6",
    ],
    [
      '<<EOF\n[{"name": "api", "image": "x", "command": ["uvicorn", "app:app"]}]\nEOF',
      "uvicorn server default 5 main.tf:6",
    ],
  ])("%s", (definitions, reading) => {
    expect(shown({ "main.tf": task(definitions) })).toEqual(
      expect.arrayContaining(["load balancer client set 60 main.tf:2", reading]),
    );
  });
});

describe("the load balancer's own timeout, where people set it", () => {
  const duration = "idleTimeout(Duration.minutes(2))";
  it.each([
    [
      "eb.tf",
      'resource "aws_elastic_beanstalk_environment" "x" {\n  setting {\n    namespace = "aws:elbv2:loadbalancer"\n    name      = "IdleTimeout"\n    value     = "120"\n  }\n}\n',
      "load balancer client set 120 eb.tf:5",
    ],
    [
      "ingress.tf",
      'resource "kubernetes_ingress_v1" "x" {\n  metadata {\n    annotations = {\n      "alb.ingress.kubernetes.io/load-balancer-attributes" = "idle_timeout.timeout_seconds=120"\n    }\n  }\n}\n',
      "load balancer client set 120 ingress.tf:4",
    ],
    [
      "Stack.java",
      `class S { void a() {\n ApplicationLoadBalancer.Builder.create(this, "lb").vpc(vpc).${duration}.build();\n} }\n`,
      "load balancer client set 120 Stack.java:2",
    ],
    [
      "Stack.cs",
      'using Amazon.CDK;\nvar lb = new ApplicationLoadBalancer(this, "lb", new ApplicationLoadBalancerProps { IdleTimeout = Duration.Seconds(120) });\n',
      "load balancer client set 120 Stack.cs:2",
    ],
    [
      "stack.go",
      "package main\nvar p = &elbv2.ApplicationLoadBalancerProps{\n IdleTimeout: awscdk.Duration_Seconds(jsii.Number(120)),\n}\n",
      "load balancer client set 120 stack.go:3",
    ],
  ])("%s", (name, text, reading) => {
    expect(shown({ [name]: text })).toEqual([reading]);
  });
});

describe("start commands of hosting services", () => {
  it.each([
    ["render.yaml", "services:\n  - type: web\n    startCommand: uvicorn a:b\n", 3],
    ["apprunner.yaml", "runtime: python3\nrun:\n  command: uvicorn a:b\n", 3],
    ["heroku.yml", "run:\n  web: uvicorn a:b\n", 2],
    ["fly.toml", '[processes]\nweb = "uvicorn a:b"\n', 2],
    ["app.yaml", "services:\n  - name: a\n    run_command: uvicorn a:b\n", 3],
  ])("%s", (name, text, line) => {
    expect(shown({ [name]: text })).toEqual([`uvicorn server default 5 ${name}:${line}`]);
  });
});

describe("a variable of Terraform", () => {
  const main = 'resource "aws_lb" "a" {\n  idle_timeout = var.idle\n}\n';
  const variable = 'variable "idle" {\n  type = number\n  default = 60\n}\n';

  it.each(["terraform.tfvars", "prod.auto.tfvars"])(
    "is what %s sets, which Terraform takes",
    (name) => {
      const files = { "main.tf": main, "variables.tf": variable, [name]: "idle = 120\n" };
      expect(shown(files)).toContain("load balancer client set 120 main.tf:2");
    },
  );

  it("may be what a file for an environment sets, or its default in another file", () => {
    const files = { "main.tf": main, "variables.tf": variable, "prod.tfvars": "idle = 120\n" };
    const balancer = readingsIn(files).find(({ server }) => server === "load balancer");
    expect(balancer?.state).toBe("unknown");
    expect(balancer?.others.map(({ seconds }) => seconds)).toEqual([null, 120, 60]);
  });

  it("is not known where two files set it", () => {
    const files = {
      "main.tf": main,
      "terraform.tfvars": "idle = 60\n",
      "b.auto.tfvars": "idle = 90\n",
    };
    expect(shown(files)).toContain("load balancer client unknown - main.tf:2");
  });
});
