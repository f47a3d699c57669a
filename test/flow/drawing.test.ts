import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { diagram, outline } from "#flow";
import { flows, retired } from "../../flows/index.ts";

const page = (name: string) =>
  readFileSync(new URL(`../../docs/flows/${name}`, import.meta.url), "utf8");

describe.each([...flows, ...retired])("the runbook $id version $version", (flow) => {
  it("has the structure of its committed drawing: else raise the version and retire the old file", () => {
    expect(diagram(flow)).toBe(page(`${flow.id}@${flow.version}.mmd`));
  });

  it("reads like its committed outline", () => {
    expect(outline(flow)).toBe(page(`${flow.id}@${flow.version}.md`));
  });
});
