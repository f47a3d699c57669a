import { readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
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

const site = `---
title: Kube Pod Crash Looping
weight: 20
---

# KubePodCrashLooping

## Meaning

The app dies.

## Impact

Nobody can order.

## Causes

| log pattern | likely cause |
|---|---|
| refused | no connections |

## Diagnosis

- Check the pod via \`kubectl describe pod $POD\`.

Other things to check:

- memory
- the image <b>(and its tag)</b>

## Mitigation

Talk with its developers. See [Debugging Pods](https://kubernetes.io/docs/debug).

\`\`\`sh
$ kubectl apply -f - <<EOF
  a: 1
EOF
kubectl get pods \\
  -n mail
\`\`\`
`;

const plain = `Intermittent 502s from the load balancer

Targets are healthy, but some requests fail.

Fix:

1) Confirm the pattern: \`aws elbv2 describe-target-health\`
2) Align the timeouts.

Prevention:
- Review them as one path
`;

const drafted = (text: string) =>
  readYaml(importMarkdown(text, "flow.schema.json")).data as Record<string, never>;

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

  it("reads a page of a site: front matter, links as sources, items with commands as steps", () => {
    expect(drafted(site)).toMatchObject({
      id: "kube-pod-crash-looping",
      title: "KubePodCrashLooping",
      about: {
        introduction: "The app dies.",
        symptoms: ["Nobody can order."],
        causes: ["log pattern: likely cause; refused: no connections"],
      },
      steps: {
        "check-the-pod-via-kubectl": { byHand: ["kubectl describe pod $POD"] },
        "other-things-to-check": { say: "- memory\n- the image (and its tag)" },
        mitigation: {
          say: "Talk with its developers. See Debugging Pods.",
          sources: ["https://kubernetes.io/docs/debug"],
          byHand: ["kubectl apply -f - <<EOF", "  a: 1", "EOF", "kubectl get pods -n mail"],
        },
      },
    });
  });

  it("takes the title of front matter where the page has no heading of its own", () => {
    expect(drafted('---\ntitle: "Mail is late"\n---\n\n## Look\n\nAt it.\n').id).toBe("look");
    expect(drafted("---\ntitle: Mail is late\n---\n\nIt is late.\n").id).toBe("mail-is-late");
  });

  // A heading that only stands above others is left out.
  const part = fc.constantFrom(
    ...["## Symptoms\n\n", "## Fix\n\n", "## Overview\n\n", "\n\n", "- ", "1. ", "- [ ] "],
    ...["> ", "**", "\n```\n", "\n    ", "| a | b |\n|---|---|\n| ", "[a](https://b.c/) ", "<b>"],
  );
  it("loses no word of a page", () => {
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 12 }), (parts) => {
        const words = parts.map((_, at) => `word${at}x`);
        const text = `# ${parts.length > 9 ? "Long ".repeat(30) : ""}Title\n\n${parts.map((one, at) => `${one}${words[at]} `).join("")}\n`;
        const draft = importMarkdown(text, "s").replaceAll(/\s+/g, "");
        for (const word of [...words, "Title"]) expect(draft).toContain(word);
      }),
    );
  });

  it("names the schema as a draft beside the other runbooks finds it", async () => {
    await using here = await rehearsal();
    await writeFile(join(here.folder, "page.md"), page);
    const { said } = await here.handrail("flows", "import", join(here.folder, "page.md"));
    const [, schema = ""] = /^# yaml-language-server: \$schema=(.+)$/m.exec(said) ?? [];
    expect(JSON.parse(await readFile(resolve(here.folder, schema), "utf8"))).toMatchObject({
      title: "A runbook of Handrail",
    });
  });

  it("makes a draft that is refused until its todos are written, each with its line", async () => {
    await using here = await rehearsal();
    const draft = importMarkdown(page, "flow.schema.json");
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
        expect(readYaml(importMarkdown(text, "s")).problems).toEqual([]);
      }),
    );
  });
});

it.each(["> ", "1. ", "- ", "> - ", "* > "])(
  "%j in itself five thousand times is a draft like any other",
  (mark) => {
    const draft = importMarkdown(`# Deep\n\n${mark.repeat(5_000)}look\n`, "schema.json");
    expect(draft).toContain("title: Deep");
    expect(draft).toContain("look");
  },
);
