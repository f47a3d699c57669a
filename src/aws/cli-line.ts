import { quoteForShell } from "../language/texts/shell-quote.ts";
import type { Action } from "./allow-list.ts";

/**
 * The `aws …` line that asks the same question in a shell. Paging tokens are left out, because the AWS CLI follows them by
 * itself.
 */
export function commandLine(action: Action, input: object, region: string): string {
  const [service = "", command = ""] = action.split(":");
  const flags = Object.entries(input)
    .filter(([name, value]) => value !== undefined && !pagingTokens.has(name))
    .map(([name, value]) => flag(kebab(name), value));
  return [
    "aws",
    programs[service] ?? service,
    kebab(command),
    "--region",
    quoteForShell(region),
    ...flags,
  ].join(" ");
}

/** What the AWS CLI calls a service, where it is not what IAM calls it. */
const programs: { readonly [service: string]: string } = {
  elasticloadbalancing: "elbv2",
  servicequotas: "service-quotas",
};

const flag = (name: string, value: unknown): string =>
  typeof value === "boolean" ? `--${value ? "" : "no-"}${name}` : `--${name} ${argument(value)}`;

const pagingTokens = new Set(["Marker", "NextToken", "nextToken", "PageSize", "MaxDatapoints"]);

/** "describe-db-instances" of DescribeDBInstances. */
const kebab = (name: string) =>
  name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, "-").toLowerCase();

function argument(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === "string")) {
    return value.map(quoteForShell).join(" ");
  }
  return quoteForShell(typeof value === "string" ? value : JSON.stringify(value));
}
