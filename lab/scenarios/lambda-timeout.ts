import { lambdaFailure } from "../logs/causes.ts";
import type { Scenario } from "./scenario.ts";

export const lambdaTimeout: Scenario = {
  name: "lambda-timeout",
  title: "A Lambda function that runs out of time or is throttled",
  report: "Sending the newsletter form fails with 502 at busy times.",
  hint: "A function keeps no connections, so it is never the race: error_reason in the access logs names the cause.",
  truth: {
    says: "The function is throttled at busy times, because its concurrency is reserved too low.",
    verdict: ["target-error"],
    walk: [
      { step: "confirmPattern", choice: "target-error", settles: true },
      { step: "applicationFails", choice: "leave" },
    ],
    end: "elsewhere",
    evidence: {
      "alb.pattern": "All targets are Lambda functions.",
      "alb.logs": "error_reason is LambdaThrottling.",
    },
  },
  path: [],
  group: { targetType: "lambda" },
  logs: true,
  causes: () => [lambdaFailure(0.004, "LambdaThrottling", "lambdaInternalErrors")],
};
