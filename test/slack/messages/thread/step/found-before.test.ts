import { expect, it } from "vitest";
import type { Run } from "../../../../../src/run/run.ts";
import { currentVisit } from "../../../../../src/run/visits.ts";
import { foundBefore } from "../../../../../src/slack/messages/thread/step/step-message.ts";
import { chose, flow, observed, started } from "../../runs.ts";

const shown = (run: Run): string => {
  const visit = currentVisit(run);
  const step = flow.steps[visit.step];
  return step === undefined ? "" : JSON.stringify(foundBefore(run, visit, step));
};

const found = {
  ...{ finding: "tls", says: "TLS fails.", strength: "possible" as const },
  next: ["One.", "Two.", "Three.", "Four.", "Five."],
};

it("keeps all that the finding says to do on the screen of a branch, and does not say the finding twice", () => {
  const text = shown(chose(observed(started(), found), "tls"));
  expect(text).not.toContain("TLS fails.");
  expect(text).toContain("Five.");
});

it("shows nothing where the step looks itself, or nothing was found", () => {
  expect(shown(observed(started(), found))).toBe("[]");
  const unread = observed(started(), { finding: null, says: "Denied." });
  expect(shown(chose(unread, "tls"))).toBe("[]");
});
