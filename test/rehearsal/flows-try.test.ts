import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
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

it("shows each step with what was answered so far, as the thread does", async () => {
  await using here = await rehearsal();
  const flow = await readFile(join(here.folder, "sqs-backlog.yaml"), "utf8");
  const texts = flow
    .replace("title: Is the function throttled?", "title: Is {lambda} throttled?")
    .replace("--function-name <name>", "--function-name {lambda}")
    .replace("label: Somebody else decides that", 'label: "Somebody else decides on {lambda}"')
    .replace("title: Handed over, say: The owner", 'title: "{who} has {queue}", say: The owner');
  await writeFile(join(here.folder, "sqs-backlog.yaml"), texts);
  const pasted = '{"ReservedConcurrentExecutions": 5}';
  const typed = [...answers, "1", "", "2", "", pasted, "1", "2", "1", "Mia"];
  const { said, failed } = await here.typing(typed, "flows", "try", "sqs-backlog");
  expect(failed).toBeUndefined();
  expect(said).toContain("2. Is mailer throttled?");
  expect(said).toContain("$ aws lambda get-function-concurrency --function-name mailer");
  expect(said).toContain("$ aws lambda put-function-concurrency --function-name mailer");
  expect(said).toContain("Somebody else decides on mailer");
  expect(said).toContain("The end: Mia has orders (elsewhere)");
  expect(said).not.toMatch(/\{\w+\}/);
});

it("refuses an answer that nothing asks for", async () => {
  await using here = await rehearsal();
  const { failed } = await here.typing([], "flows", "try", "sqs-backlog", "--fact", "queu=orders");
  expect(failed).toBe(
    "--fact queu: sqs-backlog asks for nothing of that name. It asks for: queue, lambda, agreed, output, who.",
  );
});
