import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { importMarkdown } from "../../src/notation/import-markdown.ts";
import { readYaml } from "../../src/notation/read-yaml.ts";
import { rehearsal } from "./world.ts";

const page = `# The queue is stuck

Mails arrive late.

## Symptoms
- The alarm on the age fires

## Check the age
Look at the oldest message.

\`\`\`sh
$ aws sqs get-queue-attributes --queue-url X
\`\`\`

## Restart
1. Look at \`kubectl get pods -n mail\`. They must run.
2. Restart the others.

## Prevention
- An alarm
`;

const plain = `Intermittent 502s from the load balancer

Targets are healthy, but some requests fail.

Fix:

1) Confirm the pattern: \`aws elbv2 describe-target-health\`
2) Align the timeouts.

Prevention:
- Review them as one path
`;

const drafted = (text: string) => readYaml(importMarkdown(text)).data as Record<string, never>;

describe("handrail flows import", () => {
  it("makes steps of headings, numbered items and code", () => {
    expect(drafted(page)).toMatchObject({
      id: "the-queue-is-stuck",
      title: "The queue is stuck",
      about: {
        introduction: "Mails arrive late.",
        symptoms: ["The alarm on the age fires"],
        prevention: ["An alarm"],
      },
      start: "check-the-age",
      steps: {
        "check-the-age": {
          say: "Look at the oldest message.",
          byHand: ["aws sqs get-queue-attributes --queue-url X"],
          choices: { done: { to: "look-at-kubectl-get-pods" } },
        },
        "look-at-kubectl-get-pods": { byHand: ["kubectl get pods -n mail"] },
        "restart-the-others": { choices: { done: { to: "done" } } },
      },
    });
  });

  it("reads plain text too", () => {
    expect(drafted(plain)).toMatchObject({
      title: "Intermittent 502s from the load balancer",
      about: { prevention: ["Review them as one path"] },
      steps: {
        "confirm-the-pattern": { byHand: ["aws elbv2 describe-target-health"] },
        "align-the-timeouts": {},
      },
    });
  });

  it("makes a draft that is refused until its todos are written, each with its line", async () => {
    await using here = await rehearsal();
    const draft = importMarkdown(page);
    await writeFile(join(here.folder, "draft.yaml"), draft);
    const { failed } = await here.handrail("flows", "check");
    for (const where of ["inputs.subject.label", "steps.restart-the-others.say", "ends.done.say"])
      expect(failed).toMatch(new RegExp(`draft\\.yaml:\\d+: ${where}: It is still to be written`));
    const written = draft.replaceAll("TODO:", "Then").replace("outcome: TODO", "outcome: resolved");
    await writeFile(join(here.folder, "draft.yaml"), written);
    expect((await here.handrail("flows", "check")).failed).toBeUndefined();
  });

  it("makes YAML of any page", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400 }), (text) => {
        expect(readYaml(importMarkdown(text)).problems).toEqual([]);
      }),
    );
  });
});
