import { expect, it } from "vitest";
import { failureSentence } from "../../src/aws/aws-problem.ts";

it("an error that nobody expected is told without the secrets that it quotes", () => {
  const says = failureSentence(
    new Error(`connect to https://shop:${"hunter22"}@proxy.example failed`),
  );
  expect(says).toContain("connect to https://shop:[struck: a password in an address]@proxy");
  expect(says).not.toContain("hunter22");
});
