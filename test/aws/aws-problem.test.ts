import { expect, test } from "vitest";
import { problemOf } from "../../src/aws/aws-problem.ts";
import { iamPolicy } from "../../src/aws/iam.ts";

const asked = { action: "cloudwatch:GetMetricData", region: "eu-west-1" } as const;
const thrown = (name: string, message = "", code?: string) =>
  Object.assign(new Error(message), { name, ...(code === undefined ? {} : { code }) });

test.each([
  [
    "no-credentials",
    thrown("CredentialsProviderError", "Could not load credentials"),
    "AWS_PROFILE",
  ],
  ["no-credentials", thrown("UnrecognizedClientException", "The token is invalid."), "role"],
  ["no-credentials", thrown("SignatureDoesNotMatch"), "not valid"],
  ["expired", thrown("ExpiredTokenException", "The security token is expired"), "aws sso login"],
  [
    "expired",
    thrown("CredentialsProviderError", "The SSO session associated with this profile has expired."),
    "Sign in again",
  ],
  ["clock", thrown("RequestTimeTooSkewed", "The difference is too large."), "Set the clock"],
  [
    "clock",
    thrown("SignatureDoesNotMatch", "Signature expired: 20261201T000000Z is now earlier than …"),
    "Set the clock",
  ],
  ["unreachable", thrown("Error", "a page came back", "NO_ANSWER_OF_AWS"), "proxy"],
  ["denied", thrown("AccessDeniedException", "not authorized to perform"), '"Action":"cloudwatch'],
  ["throttled", thrown("ThrottlingException", "Rate exceeded"), "slow down"],
  ["not-found", thrown("LoadBalancerNotFoundException", "One or more not found"), "region"],
  ["not-found", thrown("DBClusterNotFoundFault", "DBCluster orders not found."), "region"],
  ["not-found", thrown("QueueDoesNotExist", "The queue does not exist."), "name"],
  ["not-found", thrown("NoSuchHealthCheck", "No health check exists."), "account"],
  ["timeout", thrown("TimeoutError", "socket hang up"), "10 seconds"],
  ["unreachable", thrown("Error", "getaddrinfo ENOTFOUND x", "ENOTFOUND"), "network"],
  ["unreachable", thrown("Error", "connect ECONNREFUSED 127.0.0.1:9", "ECONNREFUSED"), "proxy"],
  ["endpoint", thrown("Error", "Region is missing"), "spelling"],
  ["other", thrown("InternalFailure", "Something else."), "Something else"],
  [
    "other",
    Object.assign(thrown("Error", "Unknown"), { $metadata: { httpStatusCode: 302 } }),
    "HTTP status 302 came back without a reason",
  ],
] as const)("%s: %s", (kind, error, hint) => {
  const problem = problemOf(error, asked);
  expect(problem.kind).toBe(kind);
  expect(problem.message).toContain("cloudwatch:GetMetricData");
  expect(problem.message).toContain(hint);
  expect(problem.message).toMatch(/\.$|}$/);
});

test("the statement for Athena is the policy's, or is of the workgroup that AWS names", () => {
  const action = "athena:StartQueryExecution" as const;
  const policy = (message: string) =>
    problemOf(thrown("AccessDeniedException", message), { ...asked, action }).policy;
  const resource = iamPolicy().Statement.find(({ Action }) => Action.includes(action))?.Resource;
  expect(policy("No.")).toContain(`"Resource":"${resource}"`);
  const arn = "arn:aws:athena:eu-west-1:123456789012:workgroup/team-a";
  const denied = `User: arn:aws:iam::123456789012:user/x is not authorized to perform: ${action} on resource: ${arn}.`;
  expect(policy(denied)).toContain(`"Resource":"${arn}"`);
});

test("an ended signal is told from a slow AWS", () => {
  const error = thrown("AbortError", "Request aborted");
  expect(problemOf(error, { ...asked, signal: AbortSignal.abort() }).kind).toBe("cancelled");
});

test("something that is no error is a problem, too", () => {
  expect(problemOf("odd", asked)).toMatchObject({ kind: "other" });
});
