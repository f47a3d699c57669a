import type { Claim } from "../../../src/engine/ports.ts";
import type { DueEffect } from "../../../src/run/effects.ts";

/** What a reader of the port would know of one effect. */
interface Known {
  state: "wanted" | "dead" | "done";
  /** The lease that holds it, and until when; a lease that ran out holds on until its lane is claimed again. */
  lease: string | undefined;
  until: number;
  wanted: number;
}

/** The promises of claims, kept in memory and checked by throwing: the model that random steps are held against. */
export function createModel() {
  const effects = new Map<string, Known>();
  const of = ({ run, key }: { readonly run: string; readonly key: string }) => {
    const known = effects.get(`${run} ${key}`) ?? idle();
    effects.set(`${run} ${key}`, known);
    return known;
  };
  const lane = (claim: DueEffect) =>
    [...effects].filter(([name]) => laneOf(name) === laneOf(`${claim.run} ${claim.key}`));
  const holds = (claim: Claim) => of(claim).lease === claim.lease;
  const handBack = (claim: Claim, state: Known["state"]) => {
    if (!holds(claim)) return;
    const known = of(claim);
    known.lease = undefined;
    if (known.wanted === claim.wanted) known.state = state;
  };
  return {
    holds,
    asked(effect: DueEffect) {
      const known = of(effect);
      known.wanted = known.state === "done" ? 1 : known.wanted + 1;
      known.state = "wanted";
    },
    claimed(claim: Claim, now: number, until: number) {
      if (claim.due > now) throw new Error(`${claim.key} was claimed early.`);
      if (of(claim).state !== "wanted") throw new Error(`${claim.key} is ${of(claim).state}.`);
      for (const [name, other] of lane(claim)) {
        if (other.lease !== undefined && other.until > now)
          throw new Error(`${name} is worked on.`);
        other.lease = undefined;
      }
      Object.assign(of(claim), { lease: claim.lease, until });
    },
    finished: (claim: Claim) => handBack(claim, "done"),
    buried: (claim: Claim) => handBack(claim, "dead"),
    postponed: (claim: Claim) => handBack(claim, "wanted"),
    renewed(claim: Claim, until: number) {
      if (holds(claim)) of(claim).until = until;
    },
    revived(run: string): number {
      const dead = [...effects].filter(
        ([name, { state }]) => state === "dead" && name.startsWith(run),
      );
      for (const [, known] of dead) known.state = "wanted";
      return dead.length;
    },
    /** The effects that must still come, by run and key. */
    pending: () => [...effects].flatMap(([name, { state }]) => (state === "wanted" ? [name] : [])),
  };
}

function idle(): Known {
  return { state: "done", lease: undefined, until: 0, wanted: 0 };
}

function laneOf(name: string): string {
  const [run, kind] = name.split(" ");
  return `${run} ${kind === "show" ? "show" : "work"}`;
}
