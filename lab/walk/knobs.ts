import type { Console, Incident, Played } from "../incident/contract.ts";

/** What a responder can do to the practice backend and load balancer, each a word that is typed. */
const knobs: readonly Knob[] = [
  {
    usage: "fix",
    does: "roll out a keep-alive of 75 s on each server, and let targets leave in order",
    turn: ({ hops, setKeepAlive, targets }) => {
      for (const [place] of hops().entries()) setKeepAlive(75, place);
      targets?.setManners({ preStop: 15, grace: 330 });
      const lines = hops().map(({ where, line }) => `${where}: ${line}`);
      return `Rolled out. ${lines.join("; ")}.${targets ? " Targets go on for 15 s after SIGTERM, and have 330 s to stop." : ""}`;
    },
  },
  {
    usage: "unfix",
    does: "set the last server's keep-alive back to 5 s",
    turn: ({ hops, setKeepAlive }) => {
      setKeepAlive(5, Math.max(0, hops().length - 1));
      return `Set back. ${hops().at(-1)?.where ?? "It"}: ${hops().at(-1)?.line ?? "5 s"}.`;
    },
  },
  {
    usage: "deploy",
    does: "replace all targets, one after the other",
    turn: ({ targets }) => {
      targets?.deploy();
      return targets
        ? "The deploy has begun; it takes a minute or so, and counts as over six minutes later."
        : "Targets cannot be replaced in this scenario.";
    },
  },
  {
    usage: "idle 30",
    does: "set the load balancer's idle timeout, in seconds",
    range: [1, 4_000],
    turn: ({ setIdleTimeout }, seconds) => {
      setIdleTimeout(seconds);
      return `The load balancer's idle timeout is now ${seconds} s.`;
    },
  },
  {
    usage: "load 600",
    does: "set the traffic, in requests a second",
    range: [1, 1_000],
    turn: ({ setTraffic }, rate) => {
      setTraffic(rate);
      return `The traffic is now ${rate} requests a second.`;
    },
  },
];

/** Does what was typed and says so; undefined when it was no such word. */
export function turn(incident: Controls | Played, typed: string): string | undefined {
  const [word = "", amount = ""] = typed.trim().split(/\s+/);
  if ("console" in incident) return turnConsole(incident.console, word);
  const knob = knobs.find(({ usage }) => usage.split(" ")[0] === word);
  if (!knob?.range) return knob?.turn(incident, 0);
  const [least, most] = knob.range;
  const number = Number(amount);
  if (amount === "" || !(number >= least && number <= most)) {
    return `Type a number from ${least} to ${most}, such as “${knob.usage}”.`;
  }
  return knob.turn(incident, number);
}

const turnConsole = (console: Console, typed: string): string | undefined =>
  console.knobs().some(({ word }) => word === typed) ? console.turn(typed) : undefined;

/** What can be typed there, each with what it does. */
export const knobsOf = (incident: object): readonly Pick<Knob, "usage" | "does">[] =>
  isPlayed(incident)
    ? incident.console.knobs().map(({ word, label }) => ({ usage: word, does: label }))
    : knobs;

const isPlayed = (incident: object): incident is Played => "console" in incident;

type Controls = Pick<
  Incident,
  "hops" | "setKeepAlive" | "targets" | "setIdleTimeout" | "setTraffic"
>;

interface Knob {
  /** The word and an example of its number. */
  readonly usage: string;
  readonly does: string;
  /** The least and the most that the number may be; absent for a word without one. */
  readonly range?: readonly [least: number, most: number];
  /** Turns it and says what was done. */
  readonly turn: (incident: Controls, amount: number) => string;
}
