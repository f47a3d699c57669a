import { expect, it } from "vitest";
import {
  type LogLineShape,
  lineSignature,
  type Signature,
} from "../../../src/alb/gaps/signatures.ts";

const shape = (
  times: readonly [number, number, number],
  more: Partial<LogLineShape> = {},
): LogLineShape => ({
  hasTarget: true,
  requestSeconds: times[0],
  targetSeconds: times[1],
  responseSeconds: times[2],
  targetStatus: null,
  errorReason: "-",
  ...more,
});

/** Times of real lines where they are known: hyper-express#179, medplum#2253, re:Post elb-alb-troubleshoot-502-errors. */
const cases: readonly (readonly [what: string, line: LogLineShape, signature: Signature])[] = [
  ["a lost race of a blog", shape([0, 0, -1]), "race-shaped"],
  ["a lost race of hyper-express#179", shape([0.003, 0.001, -1]), "race-shaped"],
  ["a request killed after 7 s in the same table", shape([0.001, 7.204, -1]), "cut-off"],
  ["AWS's sample of a closed connection", shape([0.001, 4.205, -1]), "cut-off"],
  ["a connection closed after a tenth of a second", shape([0.001, 0.1, -1]), "cut-off-soon"],
  ["a refused connection", shape([-1, -1, -1]), "no-connection"],
  ["the application's own 502", shape([0.001, 0.05, 0], { targetStatus: 502 }), "app"],
  ["a response with all three times", shape([0.001, 0.05, 0]), "bad-response"],
  [
    "a failed Lambda function",
    shape([0.001, 0.004, 0.001], { hasTarget: false, errorReason: "LambdaUnhandled" }),
    "lambda",
  ],
  [
    "a Lambda response over 1 MB",
    shape([0.001, 0.004, 0.001], { hasTarget: false, errorReason: "LambdaResponseTooLarge" }),
    "lambda-body",
  ],
  ["an answer without a target", shape([-1, -1, -1], { hasTarget: false }), "no-target"],
];

it.each(cases)("takes %s for what it is", (_, line, signature) => {
  expect(lineSignature(line)).toBe(signature);
});
