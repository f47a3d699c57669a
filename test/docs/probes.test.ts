import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { describables } from "../../src/aws/describe/describable.ts";
import { genericSignatures } from "../../src/probes/generic-kinds.ts";

const page = readFileSync(join(import.meta.dirname, "../../docs/probes.md"), "utf8");
const facts = ["queue", "agreed", "cluster", "namespace", "lambda", "group", "host"];
const asked = Object.fromEntries(
  facts.map((fact) => [fact, { kind: fact === "agreed" ? "number" : "text", label: fact }]),
);

it("lists the commands that a runbook may state, and no other", () => {
  const rows = page.matchAll(/^\| [^|]+ \| `([a-z0-9]+:)` \| ([\w, ]+) \|$/gm);
  const listed = [...rows].flatMap(([, service, commands = ""]) =>
    commands.split(", ").map((command) => `${service}${command}`),
  );
  expect(listed).toEqual(describables);
});

it("has a part for each kind, and says which step it serves", () => {
  for (const { id } of genericSignatures) {
    expect(page).toContain(`\n## ${id}\n`);
    expect(page).toMatch(new RegExp(`^\\|.*\\| \`${id.replace(".", "\\.")}\` \\|$`, "m"));
  }
});

const examples = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = ""]) => parse(text));

it.each(examples.map(({ probe, ask = {} }) => [probe.kind, probe, ask]))(
  "the example of %s states nothing that is wrong",
  (kind, probe, ask) => {
    const rules = genericSignatures.find(({ id }) => id === kind)?.generic;
    expect(rules?.problems(probe, { ...asked, ...ask })).toEqual([]);
  },
);
