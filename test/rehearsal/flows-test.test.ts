import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createCatalogue } from "../../src/engine/catalogue.ts";
import { loadCatalogue, shippedPacks } from "../../src/load-catalogue.ts";
import { readFlowFolder } from "../../src/notation/flow-folder.ts";
import { readCases } from "../../src/rehearsal/cases.ts";
import { walkFile } from "../../src/rehearsal/test-flow.ts";
import { walkRoutes } from "../../src/rehearsal/walk-routes.ts";
import { rehearsal } from "./world.ts";

const examples = join(import.meta.dirname, "../../docs/examples");
const catalogue = createCatalogue(shippedPacks, (await readFlowFolder(examples)).flows);
const flow = catalogue.find("sqs-backlog");

describe("handrail flows test", () => {
  it("walks the cases and every way, and says which choices no case takes", async () => {
    await using here = await rehearsal();
    const { said, failed } = await here.handrail("flows", "test", "sqs-backlog");
    expect(failed).toBeUndefined();
    expect(said).toContain("✓ a throttled function with a limit of its own, which is raised");
    expect(said).toContain("14 of 14 ways walked from the start to an end.");
    expect(said).toMatch(/The cases take 6 of 13 choices; not throttles\.idle, /);
  });

  it("walks every way of the first runbook that ships", async () => {
    await using here = await rehearsal();
    const { said, failed } = await here.handrail("flows", "test", "alb-502-keepalive");
    expect(failed).toBeUndefined();
    expect(said).toMatch(/(\d+) of \1 ways walked/);
  });

  it("says once what cannot be made up, until a case answers it", async () => {
    const { flows } = await loadCatalogue();
    const [first] = flows;
    if (first === undefined) throw new Error("No runbook ships.");
    const { problems } = await walkRoutes(createCatalogue(shippedPacks, flows), first, {});
    expect(problems[0]).toMatch(/Describe at least one server\. \(\d+ walks end here\)$/);
    expect(problems.length).toBeLessThan(20);
  });

  it("says with file and line which value leads elsewhere, and why", async () => {
    await using here = await rehearsal();
    await change(here.folder, "{ last: 4200 }", "{ last: 200 }");
    const { said, failed } = await here.handrail("flows", "test", "sqs-backlog");
    expect(failed).toBe("One thing is not as it should be; see above.");
    expect(said).toContain(
      `${join(here.folder, "sqs-backlog.test.yaml")}:6: It finds fine, and too-old is expected. The case: last = 200 and agreed = 300`,
    );
  });

  it.each([
    ["ends: fixed", "ends: handedOver", /:13: It comes to fixed, and handedOver is expected\./],
    ["at: raise,", "at: owner,", /:11: The walk is at raise, and owner is expected\./],
    ["take: raised", "finds: raised", /:11: It finds nothing, and raised is expected\./],
    ["take: raised", "take: lowered", /:11: .*lowered/],
    ["agreed: 300", 'agreed: "much"', /Write a whole number/],
    ["queue: orders, ", "", /An answer is missing: Which queue\?/],
    [
      ", answers: { output: '{\"ReservedConcurrentExecutions\": 5}' }",
      "",
      /concurrency asks first/,
    ],
    ["{ last: 12 }", "{ newest: 12 }", /“last <= agreed” cannot be told: last is missing\./],
    ["values: { last: 12 }", "value: { last: 12 }", /There is no "value" here\. There is: values/],
    [
      "take: raised }",
      "take: not-mine }\n      - { at: owner, take: taken, answers: { who: Ben } }",
      /“who” is what the choice taken asks: write it under with/,
    ],
    ["cases:", "cases: [", /close each brace and bracket/],
  ])("names a mistake: %s → %s", async (right, wrong, says) => {
    const text = await readFile(join(examples, "sqs-backlog.test.yaml"), "utf8");
    expect(text).toContain(right);
    const read = readCases("sqs-backlog.test.yaml", text.replace(right, wrong));
    if (read.kind === "wrong") return expect(read.problems.join("\n")).toMatch(says);
    const { lines, failed } = await walkFile(catalogue, flow, { file: "sqs.test.yaml", ...read });
    expect(lines.join("\n")).toMatch(says);
    expect(failed).toBe(1);
  });

  it("names a file for a runbook that is not there", async () => {
    await using here = await rehearsal();
    await change(here.folder, "flow: sqs-backlog", "flow: sqs-blacklog");
    const { said, failed } = await here.handrail("flows", "test", "sqs-backlog");
    expect(said).toMatch(/There is no runbook "sqs-blacklog"\./);
    expect(failed).toBeDefined();
  });
});

async function change(folder: string, right: string, wrong: string): Promise<void> {
  const file = join(folder, "sqs-backlog.test.yaml");
  const text = await readFile(file, "utf8");
  expect(text).toContain(right);
  await writeFile(file, text.replace(right, wrong));
}
