import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { markdownOutline, mermaidDiagram } from "#flow";
import { flows } from "../../flows/index.ts";
import { signatures } from "../probes.ts";

function page(id: string, version: number, kind: keyof typeof commands): string {
  const name = `docs/flows/${id}@${version}.${kind}`;
  const url = new URL(`../../${name}`, import.meta.url);
  if (existsSync(url)) return readFileSync(url, "utf8");
  throw new Error(
    `${name} is missing. Make it: npm run -s handrail -- flows ${commands[kind]} ${id} > ${name}`,
  );
}

const commands = { mmd: "draw", md: "show" } as const;

describe.each(flows)("the runbook $id version $version", (flow) => {
  it("has the structure of its committed drawing: else raise the version and retire the old file", () => {
    expect(mermaidDiagram(flow)).toBe(page(flow.id, flow.version, "mmd"));
  });

  it("reads like its committed outline: else show it anew", () => {
    expect(markdownOutline(flow, signatures)).toBe(page(flow.id, flow.version, "md"));
  });
});

it("says which command makes a drawing that is missing", () => {
  expect(() => page("new", 1, "mmd")).toThrow(
    "npm run -s handrail -- flows draw new > docs/flows/new@1.mmd",
  );
});
