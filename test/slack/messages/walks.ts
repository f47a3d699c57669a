import fc from "fast-check";
import type { Evidence, Flow, Remedy } from "#flow";
import { flows } from "../../../flows/index.ts";
import type { Act } from "../../../src/run/act.ts";
import { decideEvent } from "../../../src/run/decide.ts";
import { HandrailError } from "../../../src/run/errors.ts";
import type { Happening } from "../../../src/run/event.ts";
import { applyEvent, foldLog } from "../../../src/run/fold.ts";
import type { Run } from "../../../src/run/run.ts";
import { startOf } from "../../../src/run/slices/steps.ts";
import { currentVisit } from "../../../src/run/visits.ts";
import { inputsOf, small } from "../../language/flows.ts";
import { fields } from "../../probes.ts";

/**
 * Text that tries to break out: mentions, links, entities, markup, other directions, and far too
 * much of it.
 */
export const hostile: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 40 }),
      fc.constantFrom(
        "<!channel>",
        "<!date^1^{time}|x>",
        "<@U0VICTIM1>",
        "<https://evil.example|click>",
        "&lt;!here&gt;",
        "```",
        "> quoted\n> twice",
        "*bold* _slanted_ ~gone~",
        "\u202eright to left",
        "\0\n\n\t",
        " ",
      ),
      fc.constantFrom("<", "&", "𝒳", "word ", "x").map((mark) => mark.repeat(4_000)),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => parts.join(""));

/**
 * A run that walked one of the flows by dice, with hostile text wherever a person or AWS can put
 * some.
 */
export const walk: fc.Arbitrary<Walk> = fc
  .record({
    flow: fc.constantFrom(small, ...flows),
    inThread: fc.boolean(),
    rolls: fc.array(
      fc.record({ kind: fc.nat(99), pick: fc.nat(99), text: hostile, finds: fc.boolean() }),
      { minLength: 12, maxLength: 40 },
    ),
  })
  .map(({ flow, inThread, rolls }) => {
    const run = rolls.reduce((now, roll) => step(flow, now, roll), begin(flow, inThread));
    return { flow, run };
  });

export interface Walk {
  readonly flow: Flow;
  readonly run: Run;
}

interface OpenSockets {
  readonly kind: number;
  readonly pick: number;
  readonly text: string;
  readonly finds: boolean;
}

const startedAt = Date.UTC(2026, 10, 23, 3, 12);
const people = ["U0ANA", "U0BOB", "U0CY"] as const;

function begin(flow: Flow, inThread: boolean): Run {
  const place = { team: "T1", channel: "C1", ...(inThread ? { threadTs: "1.1" } : {}) };
  const started = startOf(fields, flow, inputsOf(flow));
  return foldLog([{ at: startedAt, by: "U0ANA", run: "r1", place, anyway: false, ...started }]);
}

function step(flow: Flow, run: Run, roll: OpenSockets): Run {
  try {
    const by = people[roll.pick % people.length] ?? "U0ANA";
    const [happening, who] = happens(flow, run, roll, by);
    return applyEvent(run, { at: startedAt + run.revision * 61_000, by: who, ...happening });
  } catch (error) {
    if (error instanceof HandrailError) return run;
    throw error;
  }
}

/** Looks come back at once, so that walks get far; everything else is by dice. */
function happens(
  flow: Flow,
  run: Run,
  roll: OpenSockets,
  by: string,
): readonly [Happening, string] {
  const visit = currentVisit(run);
  if (visit.state === "looking" && roll.kind % 4 > 0 && !run.ending) {
    const evidence = seen(flow, run, roll);
    return [{ kind: "observed", visit: visit.id, startedAt, evidence }, "handrail"];
  }
  if (visit.watch && roll.kind % 3 > 0 && !run.ending) {
    const evidence = seen(flow, run, roll);
    const settled = roll.kind % 3 === 1 ? { settles: true as const } : {};
    return [{ kind: "observed", visit: visit.id, startedAt, evidence, ...settled }, "handrail"];
  }
  const time = run.ending ? undefined : passing(run, visit.id, roll);
  if (time) return [time, "handrail"];
  if (roll.kind === 2) {
    return [{ kind: "gaveUp", work: `probe ${visit.id}`, why: roll.text }, "handrail"];
  }
  return [decideEvent(flow, run, act(flow, run, roll), { by, fields }), by];
}

/** What time alone brings about. */
function passing(run: Run, visit: string, { kind, pick }: OpenSockets): Happening | undefined {
  if (run.parked && kind % 4 === 0) return { kind: "unparked" };
  if (kind === 1 || kind === 51) return { kind: "reminded", visit };
  if (kind === 52) return { kind: "escalated", visit };
  if (kind !== 53) return undefined;
  const led = { kind: "step", step: currentVisit(run).step, state: "deciding" } as const;
  return { kind: "movedOn", visit, version: pick, led };
}

function seen(flow: Flow, run: Run, { pick, text, finds }: OpenSockets): Omit<Evidence, "facts"> {
  const step = flow.steps[currentVisit(run).step];
  const names = Object.keys(step?.choices ?? {});
  const strength = (["possible", "likely", "shown", undefined] as const)[pick % 4];
  return {
    probe: `${step?.probe ?? "alb.pattern"}@1`,
    role: (["diagnosis", "comparison", "retest", "check"] as const)[(pick >> 2) % 4] ?? "check",
    finding: finds ? (names[pick % names.length] ?? null) : null,
    ...(strength === undefined ? {} : { strength }),
    says: text,
    details: Array.from({ length: pick % 9 }, () => text),
    readings: Array.from({ length: pick % 12 }, () => reading(text)),
    drawing: Array.from({ length: pick % 2 }, () => text),
    remedies: Array.from({ length: pick % 2 }, () => remedy(text)),
    pending: { says: text, share: pick, expectedAt: finds ? startedAt : null },
    settings: [{ name: text, value: `${pick} s` }],
    ruledOut: [text],
    numbers: {},
    queries: [text],
  };
}

/** A change that says the same everywhere. */
export const remedy = (text: string): Remedy => ({
  title: text,
  safety: "unknown",
  says: text,
  lines: [text],
  rollOut: text,
  costs: [text, text],
  undo: text,
  source: text,
});

const reading = (text: string) => ({ label: text, value: text, threshold: text, source: text });

function act(flow: Flow, run: Run, { kind, pick, text }: OpenSockets): Act {
  const visit = currentVisit(run).id;
  const step = flow.steps[currentVisit(run).step];
  const names = Object.keys(step?.choices ?? {});
  const item = Object.keys(step?.checklist ?? {})[0] ?? "watch";
  const closes = { how: "read", seconds: pick, where: text } as const;
  const path = [
    { kind: text, closes, port: 8080 },
    { kind: "unknown", closes: { how: "unknown" } },
  ];
  const choice = names[pick % names.length] ?? "";
  const answers = { more: text, cause: text, path } as const;
  const all: readonly Act[] = [
    { kind: "choose", visit, choice, reason: text, answers },
    { kind: "answer", visit, answers },
    { kind: "note", text },
    { kind: "lookAgain", visit },
    { kind: "cancel", visit },
    { kind: "back", visit },
    { kind: "watch", visit },
    { kind: "hurry", visit },
    { kind: "skip", visit, reason: text },
    { kind: "takeOver" },
    { kind: "handOver", to: people[pick % 3] ?? "U0BOB" },
    { kind: "join" },
    { kind: "takeFollowUp", item, owner: people[pick % 3] ?? "U0CY" },
    { kind: "finishFollowUp", item },
    { kind: "dateFollowUp", item, due: `2026-12-0${1 + (pick % 9)}` },
    { kind: "reopenFollowUp", item },
    { kind: "checkFollowUps" },
    { kind: "snooze", visit, seconds: 60 + pick },
    { kind: "park", seconds: 60 + pick, reason: text },
    { kind: "unpark" },
    { kind: "retry" },
    { kind: "publish" },
    { kind: "edit", texts: { summary: text, impact: `${text}**` }, base: run.revision },
    { kind: "undo", event: run.log.length - 1 },
    { kind: "reopen", reason: text },
    ...(kind > 90 ? [{ kind: "stop", reason: text } as const] : []),
  ];
  // Choosing and answering are what gets a run on.
  return all[kind < 50 ? kind % 2 : kind % all.length] ?? { kind: "join" };
}
