import { describe, expect, it } from "vitest";
import { createProgram } from "../../../src/cli/program.ts";
import { readCommonConfig } from "../../../src/config/config.ts";
import { runbookLine } from "../../../src/slack/requests/alerts/starts-from-alert.ts";
import { small } from "../../language/flows.ts";
import { flow } from "../messages/runs.ts";

const flows = [small, flow];
const found = (text: string) => {
  const line = runbookLine(text, "/runbook", flows);
  return line && [line.flow.id, line.typed];
};

describe("the runbook that an alert names", () => {
  it.each([
    ["/runbook small shop-web", { loadBalancer: "shop-web" }],
    ["5xx. Runbook: /runbook SMALL shop-web.\nMore", { loadBalancer: "shop-web" }],
    ['/runbook small "the shop"', { loadBalancer: "the shop" }],
    ["/runbook small\nshop-web", {}],
    [
      "(/runbook small app/shop-web/50dc6c495c0c9188)",
      { loadBalancer: "app/shop-web/50dc6c495c0c9188" },
    ],
  ])("in “%s” is for %j", (text, typed) => {
    expect(found(text)).toEqual(["small", typed]);
  });

  it.each(["/runbook", "/runbook nothing", "/runbooks small", "see the runbook", ""])(
    "is none in “%s”",
    (text) => {
      expect(found(text)).toBeUndefined();
    },
  );
});

describe("handrail flows link", () => {
  const linked = async (...more: string[]) => {
    const lines: string[] = [];
    const config = async () => readCommonConfig({ AWS_REGION: "eu-west-1" });
    const program = createProgram({ out: (line) => void lines.push(line), config }, "0", []);
    await program.parseAsync(["flows", "link", "alb-502", ...more], { from: "user" });
    return lines.join("\n");
  };

  it("prints the line that is read again", async () => {
    expect(await linked()).toBe("/runbook alb-502-keepalive");
    const line = await linked("--subject", "shop-web");
    expect(line).toBe("/runbook alb-502-keepalive shop-web");
    expect(found(`The shop fails. ${line}`)).toEqual([flow.id, { loadBalancer: "shop-web" }]);
    expect(found(await linked("--subject", 'the "shop"'))).toEqual([
      flow.id,
      { loadBalancer: "the shop" },
    ]);
  });
});
