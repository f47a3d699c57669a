import { type Answers, type Evidence, type Flow, signatureOf, unreadEvidence } from "#language";
import type { Authorizer } from "../engine/authorizer.ts";
import type { Catalogue } from "../engine/catalogue.ts";
import { createEngine, type Engine } from "../engine/engine.ts";
import type { Probe, Probes } from "../engine/ports.ts";
import { createRecorder } from "../engine/recorder.ts";
import { createWorker, drainEffects } from "../engine/worker/worker.ts";
import { lookAtPasted } from "../probes/paste/look.ts";
import { createDataReader } from "../probes/reading/read.ts";
import type { Run } from "../run/run.ts";
import { openSqlite } from "../store/sqlite.ts";

/** A run that one person walks without Slack, by the same rules and with the same record as in an incident. */
export interface Walker {
  /** The run as it stands, after all looks that were due. Rejects where it was not started. */
  here(): Promise<Run>;
  /** Each rejects with a HandrailError whose sentence says why it cannot be. */
  start(facts: Answers): Promise<Run>;
  answer(answers: Answers): Promise<Run>;
  /** Picks a choice of the step, and confirms it as a second person where the runbook wants that. */
  choose(choice: string, answers: Answers): Promise<Run>;
  skip(): Promise<Run>;
  close(): Promise<void>;
}

export interface WalkerParts {
  readonly catalogue: Catalogue;
  readonly flow: Flow;
  readonly probes: Probes;
  /** Milliseconds since the epoch; the real time when absent, else it goes on by a minute with each act. */
  readonly from?: number | undefined;
}

const walks = "you";
const confirms = "a colleague";
const place = { team: "T0", channel: "C0" };
const rehearsed = "In a rehearsal.";

/** Opens a store in memory, and an engine and a worker over it that let everyone in. */
export async function createWalker(parts: WalkerParts): Promise<Walker> {
  const { engine, store, worker, act } = await openStage(parts);
  let run = "";
  const here = async () => {
    await drainEffects(worker);
    return engine.read(run);
  };
  const visit = async () => (await engine.read(run)).visits.at(-1)?.id ?? "";
  const own = async (what: Own) => {
    await act(run, { visit: await visit(), ...what }, walks);
    return here();
  };
  const choose = async (choice: string, answers: Answers) => {
    const at = await visit();
    const picked = { kind: "choose", visit: at, choice, reason: rehearsed, answers } as const;
    const chosen = await act(run, picked, walks);
    const proposal = chosen.run.visits.at(-1)?.proposal?.event;
    if (proposal !== undefined) await act(run, { kind: "confirm", visit: at, proposal }, confirms);
    return here();
  };
  const start = async (facts: Answers) => {
    const flow = parts.flow.id;
    const started = await engine.start({ flow, facts, place, by: walks, anyway: true });
    if (started.kind !== "started") throw new Error(`It was not started: ${started.kind}.`);
    run = started.run;
    return here();
  };
  const answer = (answers: Answers) => own({ kind: "answer", answers });
  const skip = () => own({ kind: "skip", reason: rehearsed });
  return { here, start, answer, choose, skip, close: () => store.close() };
}

/** What nobody needs to confirm. */
type Own =
  | { readonly kind: "answer"; readonly answers: Answers }
  | { readonly kind: "skip"; readonly reason: string };

/** The parts of a bot without Slack; each act takes a minute where the time does not go by itself. */
async function openStage({ catalogue, probes, from }: WalkerParts) {
  let acts = 0;
  let count = 0;
  const clock = () => (from === undefined ? Date.now() : from + acts * 60_000);
  const ids = () => `rehearsal-${++count}`;
  const wake = () => {};
  const store = await openSqlite({ path: ":memory:", clock });
  const recorder = createRecorder({ store, catalogue, clock, wake });
  const engine = createEngine({ recorder, store, catalogue, clock, ids, wake, authorizer: open });
  const { signal } = new AbortController();
  const show = async () => {};
  const around = { store, recorder, probes, show, clock, ids, log: silent, wake, signal };
  const act: Engine["act"] = (...asked) => {
    acts += 1;
    return engine.act(...asked);
  };
  return { engine, store, worker: createWorker(around), act };
}

/** A look that is not made: what it would see is told. Undefined for a look that sees nothing. */
export type ToldEvidence = (
  probe: Probe,
  context: Parameters<Probe["look"]>[0],
) => Promise<Evidence>;

/** Every probe that is known, each seeing what it is told. */
export function toldProbes({ packs }: Catalogue, told: ToldEvidence): Probes {
  const all = [...packs.signatures.values()].map((known): [string, Probe] => {
    const look: Probe["look"] = (context) => {
      const { asks } = context;
      const stated = asks && signatureOf(packs.signatures, asks.probe, asks.proves);
      return told({ ...(stated ?? known), look }, context);
    };
    return [known.id, { ...known, look }];
  });
  return new Map(all);
}

/** What was pasted is really read, for that asks nothing of the world; anything else is told. */
export function pastedOr(told: ToldEvidence): ToldEvidence {
  const pasted = lookAtPasted(createDataReader());
  return async (probe, context) =>
    context.asks?.probe.kind === "paste"
      ? pasted(probe, context.asks.probe, context)
      : told(probe, context);
}

/** Evidence with this finding, of which nothing else is known. */
export const toldFinding = (probe: Probe, finding: string | null): Evidence => ({
  ...unreadEvidence(probe, finding === null ? "It could not be read." : `It found ${finding}.`),
  finding,
});

const open: Authorizer = {
  ask: async () => () => {},
  among: async (_person, _reading, rows) => ({ rows, isUnsure: false }),
  mayShow: async () => true,
};

const silent = { info: () => {}, warn: () => {}, error: () => {} };
