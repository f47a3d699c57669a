import { describe, expect, it } from "vitest";
import { flows } from "../../flows/index.ts";
import { createProgram } from "../../src/cli/program.ts";
import { readCommonConfig } from "../../src/config/config.ts";

const written = flows.filter(({ id }) => id !== "alb-502-keepalive");

describe.each(written)("the cases beside the runbook $id", ({ id }) => {
  it("come to their ends, and every way walks to one", async () => {
    const lines: string[] = [];
    const config = () => readCommonConfig({ AWS_REGION: "eu-west-1" });
    const program = createProgram({ out: (line) => void lines.push(line), config }, "0", []);
    await program.parseAsync(["flows", "test", id], { from: "user" });
    const said = lines.join("\n");
    expect(said).not.toContain("✗");
    expect(said.match(/✓/g)?.length).toBeGreaterThanOrEqual(2);
    expect(said).toMatch(/(\d+) of \1 ways walked/);
  });
});
