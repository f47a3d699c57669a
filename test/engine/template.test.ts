import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTemplate } from "../../src/config/postmortem-template.ts";
import { builtIn, postmortem, toMarkdown } from "../../src/postmortem/postmortem.ts";
import { factNames, readTemplate, slots } from "../../src/postmortem/template.ts";
import { sectionTitles } from "../../src/run/postmortem-sections.ts";
import { did, flow, resolved } from "../slack/messages/runs.ts";

const read = (text: string) => {
  const answer = readTemplate(text);
  if (answer.kind === "problems") throw new Error(answer.problems.join(" "));
  return answer.template;
};
const problems = (text: string) => {
  const answer = readTemplate(text);
  return answer.kind === "problems" ? answer.problems : [];
};

describe("a team's template", () => {
  it("puts each slot's words into its place and leaves the rest as it is", () => {
    const template = read(
      "# {{ title }}\n\nDriver: {{driver}}, {{outcome}} after {{duration}}.\n\n## Why\n\n{{cause}}\n",
    );
    const page = toMarkdown(postmortem(flow, resolved()), { U0ANA: "Ana" }, template);
    expect(page).toContain("# Postmortem: ALB returns intermittent 502s, orders-alb (eu-west-1)\n");
    expect(page).toContain(
      "Driver: Ana, resolved after 14 minutes.\n\n## Why\n\n- nginx closes after 5 s",
    );
    expect(page).not.toContain("{{");
    expect(page).not.toContain("Timeline");
  });

  it("leaves sections to people, by title", () => {
    const template = read("## Lessons\n\n{{own: What went well}}\n\n{{own: Where we were lucky}}");
    expect(template.own).toEqual(["What went well", "Where we were lucky"]);
    const edit = {
      kind: "edit",
      texts: { "own:What went well": "The **alarm**." },
      base: 99,
    } as const;
    const page = toMarkdown(postmortem(flow, did(resolved(), edit), template.own), {}, template);
    expect(page).toContain("The **alarm**.\n\n*Written by U0ANA, 2026-11-23 03:27.*");
    expect(page).toContain("- Nobody has written this yet.");
  });

  it("can use every slot that people are told of", () => {
    const all = slots.map((slot) => `{{${slot.replace("<a title>", "Thanks")}}}`).join("\n");
    expect(problems(all)).toEqual([]);
    expect(slots.length).toBe(factNames.length + Object.keys(sectionTitles).length + 1);
  });

  it("is told all its mistakes at once, each with its line", () => {
    expect(problems("{{titel}}\n\n{{own:}} {{ {{cause}}\n{{unknown}}")).toEqual([
      expect.stringMatching(/^Line 1: \{\{titel\}\} is no slot\. There is: title, runbook/),
      expect.stringMatching(/^Line 3: \{\{own: …\}\} needs a title/),
      expect.stringMatching(/^Line 4: \{\{unknown\}\} is no slot/),
      "Line 3: {{ and }} do not come in pairs.",
    ]);
    expect(problems("Nothing of the run.")).toEqual([expect.stringContaining("no slot")]);
  });

  it("that is built in has every section, in the order of the thread", () => {
    const page = toMarkdown(postmortem(flow, resolved()), {}, builtIn);
    const headings = [...page.matchAll(/^## (.*)$/gm)].map(([, title]) => title);
    expect(headings).toEqual(Object.values(sectionTitles));
  });
});

describe("the template that the configuration names", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "handrail-template-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const file = async (text: string) => {
    const path = join(folder, `${text.length}.md`);
    await writeFile(path, text);
    return path;
  };

  it("is used when it is fine", async () => {
    const { template, problems: found } = await openTemplate(await file("{{summary}}"));
    expect(found).toEqual([]);
    expect(template).toEqual(read("{{summary}}"));
  });

  it("gives way to the built-in one when it has mistakes or cannot be read, and says why", async () => {
    const wrong = await openTemplate(await file("{{sumary}} {{caus}}"));
    expect(wrong.template).toBe(builtIn);
    expect(wrong.problems).toHaveLength(2);
    const gone = await openTemplate(join(folder, "gone.md"));
    expect(gone.template).toBe(builtIn);
    expect(gone.problems).toEqual([expect.stringContaining("gone.md cannot be read (ENOENT")]);
    const huge = await openTemplate(await file(`{{summary}}${"x".repeat(200_001)}`));
    expect(huge).toEqual({ template: builtIn, problems: [expect.stringContaining("longer")] });
  });

  it("is the built-in one when none is named", async () => {
    expect(await openTemplate(undefined)).toEqual({ template: builtIn, problems: [] });
  });
});
