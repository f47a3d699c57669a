import { expect, it } from "vitest";
import { again, type Flow, number, subject, text } from "#flow";
import { postmortem, toMarkdown } from "../../../../src/postmortem/postmortem.ts";
import type { Act } from "../../../../src/run/act.ts";
import { decideEvent } from "../../../../src/run/decide.ts";
import { applyEvent, foldLog } from "../../../../src/run/fold.ts";
import type { Run } from "../../../../src/run/run.ts";
import { startOf } from "../../../../src/run/slices/steps.ts";
import { currentVisit } from "../../../../src/run/visits.ts";
import { threadView } from "../../../../src/slack/messages/thread/thread-view.ts";
import { about } from "../../../language/flows.ts";
import { fields } from "../../../probes.ts";

const flow: Flow = {
  id: "raising",
  version: 1,
  title: "Raising",
  about,
  inputs: { queue: subject(text("Which queue?")) },
  start: "raise",
  steps: {
    raise: {
      title: "Raise {queue}",
      say: "Its limit is {limit}.",
      byHand: ["aws sqs get-queue-url --queue-name {queue}"],
      choices: {
        raised: {
          ...again(3, "raise", "done", "Raised to {limit}"),
          ask: { limit: number("What is it now?", 1, 1, 9) },
        },
      },
      skip: "raised",
    },
  },
  ends: { done: { title: "{queue} drains", say: "At {limit}.", outcome: "resolved" } },
};

const begun = (queue: string): Run =>
  foldLog([
    {
      ...startOf(fields, flow, { queue }),
      ...{ at: 1, by: "U0ANA", run: "r1", place: { team: "T1", channel: "C1" }, anyway: false },
    },
  ]);

const did = (run: Run, act: Act): Run =>
  applyEvent(run, {
    at: run.revision + 1,
    by: "U0ANA",
    ...decideEvent(flow, run, act, { by: "U0ANA", fields }),
  });

const raised = (run: Run, limit: number) =>
  did(run, { kind: "choose", visit: currentVisit(run).id, choice: "raised", answers: { limit } });

const thread = (run: Run) => JSON.stringify(threadView(flow, run));

it("shows what was answered, harmless whatever it holds, and the lines to copy with it", () => {
  const shown = thread(begun("orders <!channel> & co"));
  expect(shown).toContain("Raise orders &lt;!channel&gt; &amp; co");
  expect(shown).not.toContain("<!channel> & co*");
  expect(shown).toContain("Its limit is “What is it now”.");
  expect(shown).toContain("aws sqs get-queue-url --queue-name 'orders <!channel> & co'");
  expect(shown).toContain("rich_text_preformatted");
});

it("leaves what was decided as it read then, in the thread and in the record, though the fact is answered anew", () => {
  const run = raised(raised(begun("orders"), 3), 5);
  expect(thread(run)).toMatch(/chose “Raised to 3”.*chose “Raised to 5”.*Its limit is 5\./);
  const record = toMarkdown(postmortem(flow, run));
  expect(record).toMatch(/chose “Raised to 3” at “Raise orders”[\s\S]*chose “Raised to 5”/);
});

it("says at the end what was answered last", () => {
  const run = raised(raised(raised(begun("orders"), 3), 5), 7);
  expect(thread(run)).toContain("*orders drains.* At 7.");
});
