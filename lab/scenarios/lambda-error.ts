import { lambdaFailure } from "../logs/causes.ts";
import type { Scenario } from "./scenario.ts";

export const lambdaErrors: Scenario = {
  name: "lambda-error",
  title: "A Lambda function that fails",
  report: "The newsletter form fails with 502 now and then.",
  hint: "A function keeps no connections, so it is never the race: error_reason in the access logs names the cause.",
  truth: {
    says: "The function throws for addresses with an umlaut.",
    verdict: ["target-error"],
    walk: [
      { step: "confirmPattern", choice: "target-error", settles: true },
      { step: "applicationFails", choice: "leave" },
    ],
    end: "elsewhere",
    evidence: {
      "alb.pattern": "All targets are Lambda functions.",
      "alb.logs": "error_reason is LambdaUnhandled.",
    },
  },
  path: [],
  group: { targetType: "lambda" },
  logs: true,
  causes: () => [lambdaFailure(0.004, "LambdaUnhandled", "lambdaUserErrors")],
};
