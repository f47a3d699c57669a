import { describe, expect, it } from "vitest";
import { checkFlow, type Flow, go, loadBalancer, seconds, subject, text, type Watch } from "#flow";
import { flows, retired } from "../../../flows/index.ts";
import { packs } from "../../probes.ts";
import { small } from "../flows.ts";

const changed = (change: Partial<Flow>): readonly string[] =>
  checkFlow({ ...small, ...change }, packs).map(({ where, says }) => `${where}: ${says}`);

describe("check", () => {
  it("finds nothing wrong with any flow that ships", () => {
    expect([...flows, ...retired].flatMap((flow) => checkFlow(flow, packs))).toEqual([]);
  });

  it("names a start that is no step", () => {
    expect(changed({ start: "nowhere" })).toEqual([
      'start: "nowhere" is neither a step nor an end.',
    ]);
  });

  it("names a choice that leads nowhere", () => {
    const steps = { ...small.steps, fix: step({ applied: go("lost", "Applied") }, "applied") };
    expect(changed({ steps })).toEqual(['fix.applied: "lost" is neither a step nor an end.']);
  });

  it("names a step that no path reaches", () => {
    const steps = { ...small.steps, island: step({ off: go("done", "Off") }, "off") };
    expect(changed({ steps })).toEqual(["island: No path leads here from the start."]);
  });

  it("names a step that no path leaves for an end", () => {
    const trap = step({ stay: go("ask", "Stay") }, "stay");
    expect(changed({ steps: { ...small.steps, fix: trap } })).toContain(
      "fix: No path leads from here to an end.",
    );
  });

  it("names a finding without a choice", () => {
    const { quiet: _, ...choices } = small.steps.look?.choices ?? {};
    const steps = { ...small.steps, look: step(choices, "tls", "alb.pattern") };
    expect(changed({ steps })).toContain('look.choices: No choice for the finding "quiet".');
  });

  it("names a probe whose input nobody asked for", () => {
    expect(changed({ inputs: {} })).toEqual([
      'look.probe: alb.pattern needs "loadBalancer": ask for it before.',
    ]);
  });

  it("names an answer that is of another kind than its probe reads, wherever it is asked", () => {
    const window = seconds("How far back?");
    const ask = { ...small.steps.ask, choices: { known: go("fix", "Known", { ask: { window } }) } };
    const steps = { ...small.steps, ask: { ...ask, skip: "known" } } as Flow["steps"];
    const instead = "or give this answer another name.";
    expect(changed({ steps })).toEqual([
      `ask.known.window: alb.pattern reads "window" as kind "choice", and this asks for kind "seconds": write choice(…), or in YAML kind: choice; ${instead}`,
    ]);
    expect(changed({ inputs: { loadBalancer: subject(text("Which?")) } })).toEqual([
      `inputs.loadBalancer: alb.pattern reads "loadBalancer" as kind "loadBalancer", and this asks for kind "text": write loadBalancer(…), or in YAML kind: loadBalancer; ${instead}`,
    ]);
  });

  it("names a step that would wait for ever, or tell the channel before its driver", () => {
    const fix = step({ applied: go("look", "Applied") }, "applied");
    const forever = { ...small.steps, fix: { ...fix, remind: 0 } };
    expect(changed({ steps: forever })).toEqual(["fix.remind: Remind after some seconds."]);
    const early = { ...small.steps, fix: { ...fix, escalate: 600 } };
    expect(changed({ steps: early })).toEqual(["fix.escalate: Escalate later than it reminds."]);
  });

  it("names a watch without a probe, for words that no choice is for, or for too long", () => {
    const { look } = small.steps;
    if (!look?.probe) throw new Error("The small flow looks.");
    const { probe: _, ...blind } = look;
    const watching = (step: Flow["steps"][string], watch: Watch) =>
      changed({ steps: { ...small.steps, look: { ...step, watch } } });
    expect(watching(look, { proof: "quiet", until: ["deploy"], days: 3 })).toEqual([]);
    expect(watching(look, { proof: "gone", until: ["deploy", "lost"] })).toEqual([
      'look.watch: The watch waits for "gone", which no choice is for.',
      'look.watch: The watch waits for "lost", which no choice is for.',
    ]);
    expect(watching(look, { proof: "quiet", until: [], days: 32 })).toEqual([
      "look.watch: Watch for 31 days at most.",
    ]);
    expect(watching(blind, { proof: "quiet", until: [] })).toEqual([
      "look.watch: A watch needs a probe that looks.",
    ]);
  });

  it("names a question of a kind that nobody knows, wherever it is asked", () => {
    const ask = { pressure: { kind: "bar", label: "Which pressure?" } };
    const fix = { ...step({ applied: { ...go("look", "Applied"), ask } }, "applied"), ask };
    const problems = changed({ inputs: ask, steps: { ...small.steps, fix } });
    expect(problems.map((says) => says.split(".")[0])).toEqual(["inputs", "fix", "fix"]);
    expect(problems[0]).toContain('There is no kind of field "bar". There is: url, seconds,');
  });

  it("names a form that asks too much at once", () => {
    const ask = Object.fromEntries(
      Array.from({ length: 21 }, (_, at) => [`q${at}`, text("What?")]),
    );
    const fix = { ...step({ applied: go("done", "Applied") }, "applied"), ask };
    expect(changed({ steps: { ...small.steps, fix } })).toEqual([
      "fix.ask: It asks more than 20 questions at once: ask some of them in a step of their own.",
    ]);
  });

  it("lets a run be about one input at most, and about nothing that has no name", () => {
    const about = subject(loadBalancer("Which?"));
    expect(changed({ inputs: { loadBalancer: about, other: about } })).toEqual([
      "inputs: Only one input can be the subject, not loadBalancer and other.",
    ]);
    expect(changed({ inputs: { wait: subject(seconds("How long?")) } })).toContain(
      "inputs.wait: A run cannot be about a time.",
    );
    const fix = { ...step({ applied: go("look", "Applied") }, "applied"), ask: { about } };
    expect(changed({ steps: { ...small.steps, fix } })).toEqual([
      "fix.about: Only an input of the flow can be its subject.",
    ]);
  });

  it("names a skip that stays where it is", () => {
    const steps = {
      ...small.steps,
      ask: { ...small.steps.ask, skip: "unknown" } as Flow["steps"][string],
    };
    expect(changed({ steps })).toEqual(['ask.skip: Skip "unknown" does not leave this step.']);
  });

  it("names a skip that is no choice", () => {
    const steps = { ...small.steps, fix: step({ applied: go("look", "Applied") }, "other") };
    expect(changed({ steps })).toEqual(['fix.skip: Skip names no choice: "other".']);
  });
});

function step(choices: Flow["steps"][string]["choices"], skip: string, probe?: "alb.pattern") {
  return { title: "Step", say: "Say.", choices, skip, ...(probe ? { probe } : {}) };
}
