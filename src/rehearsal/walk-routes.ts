import type { Answers, Field, FieldKinds, Fields, Flow, Json } from "#language";
import type { Catalogue } from "../engine/catalogue.ts";
import { HandrailError } from "../run/errors.ts";
import type { Run } from "../run/run.ts";
import { type Route, routesOf, waysOf } from "./routes.ts";
import { createWalker, toldFinding, toldProbes, type Walker } from "./walker.ts";

/** What came of walking every way of a flow. */
export interface WalkedRoutes {
  readonly walked: number;
  readonly ways: number;
  /** Sentences on those that cannot be walked. */
  readonly problems: readonly string[];
}

/**
 * Walks every way out of every step by the rules of a run, each in a walk of its own, with made-up answers. `known` are answers
 * for what cannot be made up, such as what a pack finds in the world.
 */
export async function walkRoutes(
  catalogue: Catalogue,
  flow: Flow,
  known: Answers,
): Promise<WalkedRoutes> {
  const routes = routesOf(flow);
  let found = "";
  const probes = toldProbes(catalogue, async (probe) =>
    toldFinding(probe, probe.findings.includes(found) ? found : null),
  );
  const walker = await createWalker({ catalogue, flow, probes, from: 0 });
  const answering = (fields: Fields) => madeUp(catalogue.packs.fields, fields, known);
  const find = (choice: string) => {
    found = choice;
  };
  const problems: string[] = [];
  for (const route of routes) {
    const says = await walk({ walker, flow, answering, find }, route);
    if (says !== undefined) problems.push(says);
  }
  await walker.close();
  return {
    walked: routes.length - problems.length,
    ways: waysOf(flow).length,
    problems: [...Map.groupBy(problems, (says) => says)].map(
      ([says, all]) => `${says}${all.length === 1 ? "" : ` (${all.length} walks end here)`}`,
    ),
  };
}

interface Walking {
  readonly walker: Walker;
  readonly flow: Flow;
  readonly answering: (fields: Fields) => Promise<Answers>;
  /** What the next look finds, where its probe knows that word. */
  readonly find: (choice: string) => void;
}

/** Why a route cannot be walked; a sentence. */
async function walk(
  { walker, flow, answering, find }: Walking,
  route: Route,
): Promise<string | undefined> {
  let at = route[0];
  try {
    find(at?.choice ?? "");
    let run = await walker.start(await answering(flow.inputs));
    for (const [index, way] of route.entries()) {
      at = way;
      const { ask = {}, choices } = flow.steps[way.step] ?? {};
      if (run.visits.at(-1)?.state === "asking") await walker.answer(await answering(ask));
      find(route[index + 1]?.choice ?? "");
      run = await walker.choose(way.choice, await answering(choices?.[way.choice]?.ask ?? {}));
      if (standsAt(run) !== way.to)
        return `${way.step}.${way.choice} leads to ${standsAt(run)}, not to ${way.to}.`;
    }
    return undefined;
  } catch (error) {
    if (!(error instanceof HandrailError)) throw error;
    return `${at?.step}.${at?.choice}: ${error.message}`;
  }
}

const standsAt = (run: Run): string => run.ending?.end ?? run.visits.at(-1)?.step ?? "";

/** An answer to each of these questions that must be answered. */
async function madeUp(kinds: FieldKinds, fields: Fields, known: Answers): Promise<Answers> {
  const all = Object.entries(fields).filter(([, { optional }]) => optional !== true);
  const answers = await Promise.all(
    all.map(async ([name, field]) => [name, known[name] ?? (await anyOf(kinds, field))]),
  );
  return Object.fromEntries(answers);
}

async function anyOf(kinds: FieldKinds, { kind, ...field }: Field): Promise<Json> {
  if (field.initial !== undefined) return field.initial as Json;
  if (kind === "choice") return field.options?.[0] ?? "";
  if (kind === "url") return "https://shop.example.com/";
  if (kind === "number" || kind === "seconds") return field.min ?? 1;
  const resolved = await kinds.get(kind)?.resolve?.("made up", AbortSignal.timeout(1_000));
  return resolved?.kind === "unread" || resolved?.kind === "found" ? resolved.answer : "made up";
}
