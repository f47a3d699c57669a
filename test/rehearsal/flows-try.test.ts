import { expect, it } from "vitest";
import { rehearsal } from "./world.ts";

const answers = ["orders", "mailer", "300"];

it("handrail flows try walks to an end by what the person finds and decides", async () => {
  await using here = await rehearsal();
  const typed = [...answers, "2", ""];
  const { said, failed } = await here.typing(typed, "flows", "try", "sqs-backlog");
  expect(failed).toBeUndefined();
  expect(said).toContain("1. How old is the oldest message?");
  expect(said).toContain("  1  Within what is agreed (recommended)");
  expect(said).toContain("The end: Within what is agreed (open)");
});

it("asks again for what cannot be read, and takes known answers from the command", async () => {
  await using here = await rehearsal();
  const known = ["--fact", "queue=orders", "--fact", "lambda=mailer"];
  const typed = ["old", "300", "7", "two", "2", "1"];
  const { said } = await here.typing(typed, "flows", "try", "sqs-backlog", ...known);
  expect(said).toContain("Type a whole number from 1 to 1209600.");
  expect(said).toContain("Type a number from 1 to 3.");
  expect(said).toContain("The end:");
});

it("reads what is pasted as the bot would, and goes round a loop", async () => {
  await using here = await rehearsal();
  const pasted = '{"ReservedConcurrentExecutions": 5}';
  const round = ["2", "", pasted, "1", "", "1", "2", ""];
  const typed = [...answers, "1", "", ...round, "5", "4", "1", "Mia"];
  const { said, failed } = await here.typing(typed, "flows", "try", "sqs-backlog");
  expect(failed).toBeUndefined();
  expect(said).toContain("Reserved: 5.");
  expect(said.match(/2\. Is the function throttled\?/g)).toHaveLength(2);
  expect(said).toContain("The end: Handed over (elsewhere)");
});

it("says so where nothing more is typed", async () => {
  await using here = await rehearsal();
  const { failed } = await here.typing(["orders"], "flows", "try", "sqs-backlog");
  expect(failed).toMatch(/^Nothing more was typed after: Which function/);
});
