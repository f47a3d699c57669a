import { wholeSeconds } from "../duration-units.ts";
import { argumentsOf } from "../formats/expression.ts";
import { expressionAt, expressionSeconds, uniqueDefinitions } from "../formats/expression-value.ts";
import { hclTokens } from "../formats/hcl.ts";
import type { Token } from "../formats/scan.ts";
import { tokenIndexes } from "../formats/tokens.ts";
import type { Found, Source } from "../found-values.ts";
import { valueFrom } from "../read-value.ts";
import type { Context } from "../versions-context.ts";
import { annotation, balancerServer, idleAttributeIn } from "./manifests.ts";
import { terraformVariable } from "./terraform-variables.ts";

/** The load balancers that a program of the CDK or Pulumi makes, in any of their languages. */
export function balancersInCode({ file }: Source, tokens: readonly Token[]): readonly Found[] {
  if (!tokens.some(({ text }) => maker.test(text))) return [];
  const places = tokenIndexes(
    tokens,
    ({ text }, at) =>
      /^(?:[iI]dleTimeout|idle_timeout)$/.test(text) &&
      /^[:=(]$/.test(tokens[at + 1]?.text ?? "") &&
      (isMade(tokens, at) || isBuilt(tokens, at)),
  );
  const options = places.map((at) => {
    const span = argumentsOf(tokens, at + 1)[0] ?? expressionAt(tokens, at + 2, true);
    const value = expressionSeconds(tokens, span, 1, {
      call,
      definition: uniqueDefinitions(tokens, true),
    });
    return balancerServer(value, file, tokens[at]?.line ?? 1);
  });
  return [...options, ...attributesSet(tokens, file)];
}

const maker =
  /^(?:ApplicationLoadBalancer(?:Props)?|ApplicationLoadBalanced\w{1,60}|LoadBalancer)$/;

/** ApplicationLoadBalancer.Builder.create(this, "lb").vpc(vpc).idleTimeout(Duration.minutes(5)), of Java. */
function isBuilt(tokens: readonly Token[], at: number): boolean {
  let start = at;
  while (tokens[start - 1]?.text === "." && start > 1) {
    const before = tokens[start - 2];
    start = before?.text === ")" ? before.partner - 1 : start - 2;
  }
  return start !== at && maker.test(tokens[start]?.text ?? "");
}

/** Whether the option is given to what makes a load balancer: directly, or in an object of it. */
function isMade(tokens: readonly Token[], at: number): boolean {
  let open = tokens[at]?.parent ?? -1;
  for (let depth = 0; open !== -1 && depth < 4; depth++) {
    if (/^[({]$/.test(tokens[open]?.text ?? "") && maker.test(tokens[open - 1]?.text ?? ""))
      return true;
    open = tokens[open]?.parent ?? -1;
  }
  return false;
}

/** lb.setAttribute("idle_timeout.timeout_seconds", "120") */
function attributesSet(tokens: readonly Token[], file: string): readonly Found[] {
  return tokenIndexes(tokens, ({ text }) => /^(?:setAttribute|set_attribute)$/.test(text)).flatMap(
    (at) => {
      const [name, value] = argumentsOf(tokens, at + 1);
      if (name === undefined || value === undefined) return [];
      if (tokens[name.start]?.text !== "idle_timeout.timeout_seconds") return [];
      return [balancerServer(expressionSeconds(tokens, value, 1, {}), file, tokens[at]?.line ?? 1)];
    },
  );
}

/** Duration.seconds(120), cdk.Duration.minutes(2); a bare number of Pulumi is seconds. */
function call(name: string, [first]: readonly number[]): number | undefined {
  // A pointer to a number, of Go.
  if (name === "jsii.Number") return first;
  const unit =
    /(?:^|\.)Duration[._](millis|seconds|minutes|hours)$/i.exec(name)?.[1]?.toLowerCase() ?? "";
  const size = { millis: 0.001, seconds: 1, minutes: 60, hours: 3600 }[unit];
  return size === undefined || first === undefined ? undefined : first * size;
}

/** The load balancers of a Terraform configuration: their resources, and modules that look like theirs. */
export function readTerraform(source: Source, { sources }: Context): readonly Found[] {
  const { text, file, firstLine } = source;
  const tokens = hclTokens(text, firstLine);
  const places = tokenIndexes(
    tokens,
    ({ text, kind }, at) =>
      kind === "word" && text === "idle_timeout" && tokens[at + 1]?.text === "=",
  );
  return [
    ...attributesIn(tokens, file),
    ...places.flatMap((at) => {
      if (!isBalancerBlock(tokens, tokens[at]?.parent ?? -1)) return [];
      const span = expressionAt(tokens, at + 2, true);
      const value = expressionSeconds(tokens, span, 1, { definition: localOf(tokens) });
      const isVariable = value.kind === "unknown" && tokens[span.start]?.text === "var";
      const name = isVariable ? tokens[span.start + 2]?.text : undefined;
      const given = name === undefined ? value : terraformVariable(name, sources);
      return [balancerServer(given, file, tokens[at]?.line ?? firstLine)];
    }),
  ];
}

/** Annotations of an Ingress, and options of Elastic Beanstalk: setting { namespace = …, name = "IdleTimeout", value = "120" }. */
function attributesIn(tokens: readonly Token[], file: string): readonly Found[] {
  const annotated = tokenIndexes(
    tokens,
    ({ text }, at) => text === annotation && /^[=:]$/.test(tokens[at + 1]?.text ?? ""),
  );
  const options = tokenIndexes(
    tokens,
    ({ text }, at) =>
      /^(?:IdleTimeout|ConnectionSettingIdleTimeout)$/.test(text) &&
      tokens[at - 2]?.text === "name",
  );
  const found = (text: string, at: number) =>
    balancerServer(valueFrom(text, wholeSeconds), file, tokens[at]?.line ?? 1);
  return [
    ...annotated.flatMap((at) => {
      const own = idleAttributeIn(tokens[at + 2]?.text ?? "");
      return own === undefined ? [] : [found(own, at)];
    }),
    ...options.map((at) => {
      const block = tokens[at]?.parent ?? -1;
      const value = tokenIndexes(
        tokens,
        ({ text, parent }, index) =>
          text === "value" && parent === block && tokens[index + 1]?.text === "=",
      )[0];
      return found(value === undefined ? "$" : (tokens[value + 2]?.text ?? "$"), value ?? at);
    }),
  ];
}

/** resource "aws_lb" "x" {, module "alb" { */
function isBalancerBlock(tokens: readonly Token[], open: number): boolean {
  const words = tokens.slice(Math.max(0, open - 3), Math.max(0, open)).map(({ text }) => text);
  // A network load balancer keeps no connection that it would reuse.
  const type = tokens.findIndex(
    ({ text, parent }) => text === "load_balancer_type" && parent === open,
  );
  if (tokens[type + 2]?.text === "network" && type !== -1) return false;
  return (
    words.some((word) => /^aws_(?:lb|alb|elb)$/.test(word)) ||
    (words.includes("module") && isAlb(tokens, open))
  );
}

const isAlb = (tokens: readonly Token[], open: number) => {
  const source = tokens.findIndex(
    ({ text, parent }, at) => text === "source" && parent === open && tokens[at + 1]?.text === "=",
  );
  return /(?:^|[/_-])(?:alb|elb|lb|load-?balancer)(?:$|[/_.-])/i.test(
    `${tokens[open - 1]?.text}/${tokens[source + 2]?.text ?? ""}`.slice(0, 300),
  );
};

/** A local value; a variable comes from outside. */
const localOf = (tokens: readonly Token[]) => (name: string) =>
  name.startsWith("local.") ? uniqueDefinitions(tokens, true)(name.slice(6)) : undefined;
