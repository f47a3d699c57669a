import fc from "fast-check";
import type { DueEffect } from "../../../src/run/effects.ts";
import { probe, remind, show } from "./samples.ts";

/** One thing that responders, workers or time do; `which` picks among all claims ever handed out, lost ones too. */
export type Step =
  | { readonly kind: "ask"; readonly effect: DueEffect }
  | { readonly kind: "claim" }
  | { readonly kind: "finish"; readonly which: number }
  | { readonly kind: "report"; readonly which: number }
  | { readonly kind: "giveUp"; readonly which: number }
  | { readonly kind: "renew"; readonly which: number }
  | { readonly kind: "postpone"; readonly which: number; readonly by: number }
  | { readonly kind: "requeue"; readonly run: string }
  | { readonly kind: "wait"; readonly ms: number };

const run = fc.constantFrom("r1", "r2");
const which = fc.nat({ max: 3 });
const ms = fc.integer({ min: 1, max: 150 });
const due = fc.integer({ min: 0, max: 400 });

const effect = fc.oneof(
  fc.tuple(run, due).map(([id, at]) => show(id, at)),
  fc.tuple(run, due).map(([id, at]) => remind(id, "fix#1", at)),
  fc.tuple(run, fc.constantFrom("a#1", "b#1"), due).map(([id, visit, at]) => probe(id, visit, at)),
);

/** Any step; time moves enough for leases of 100 ms to run out now and then. */
export const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: kind("ask"), effect }) },
  { weight: 6, arbitrary: fc.record({ kind: kind("claim") }) },
  { weight: 2, arbitrary: fc.record({ kind: kind("finish"), which }) },
  { weight: 2, arbitrary: fc.record({ kind: kind("report"), which }) },
  { weight: 2, arbitrary: fc.record({ kind: kind("giveUp"), which }) },
  { weight: 2, arbitrary: fc.record({ kind: kind("renew"), which }) },
  { weight: 2, arbitrary: fc.record({ kind: kind("postpone"), which, by: ms }) },
  { weight: 1, arbitrary: fc.record({ kind: kind("requeue"), run }) },
  { weight: 4, arbitrary: fc.record({ kind: kind("wait"), ms }) },
);

function kind<Kind extends Step["kind"]>(name: Kind): fc.Arbitrary<Kind> {
  return fc.constant(name);
}
