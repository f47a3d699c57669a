import { lambdaFailure } from "../logs/causes.ts";
import type { Scenario } from "./scenario.ts";

export const lambdaBody: Scenario = {
  name: "lambda-body",
  title: "A Lambda response over 1 MB",
  report: "Long lists cannot be opened: 502, each time.",
  hint: "A function keeps no connections, so it is never the race: error_reason in the access logs names the cause.",
  truth: {
    says: "The function answers with more than 1 MB for customers with long lists.",
    verdict: ["target-error"],
    walk: [
      { step: "confirmPattern", choice: "target-error", settles: true },
      { step: "applicationFails", choice: "leave" },
    ],
    end: "elsewhere",
    evidence: {
      "alb.pattern": "All targets are Lambda functions.",
      "alb.logs": "error_reason is LambdaResponseTooLarge.",
    },
  },
  path: [],
  group: { targetType: "lambda" },
  logs: true,
  causes: () => [lambdaFailure(0.004, "LambdaResponseTooLarge", "lambdaUserErrors")],
};
