import type { Incident } from "../incident.ts";

/** What a responder can do to the practice backend and load balancer, each a word that is typed. */
export const knobs: readonly Knob[] = [
  {
    usage: "fix",
    does: "roll out a keep-alive of 75 s on the backend",
    turn: ({ backend }) => {
      backend.setKeepAlive(75_000);
      return "Rolled out: the backend's server.js now says server.keepAliveTimeout = 75000.";
    },
  },
  {
    usage: "unfix",
    does: "set it back to 5 s",
    turn: ({ backend }) => {
      backend.setKeepAlive(5_000);
      return "Set back: the backend's server.js says server.keepAliveTimeout = 5000.";
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
export function turn(incident: Controls, typed: string): string | undefined {
  const [word = "", amount = ""] = typed.trim().split(/\s+/);
  const knob = knobs.find(({ usage }) => usage.split(" ")[0] === word);
  if (!knob?.range) return knob?.turn(incident, 0);
  const [least, most] = knob.range;
  const number = Number(amount);
  if (amount === "" || !(number >= least && number <= most)) {
    return `Type a number from ${least} to ${most}, such as “${knob.usage}”.`;
  }
  return knob.turn(incident, number);
}

type Controls = Pick<Incident, "setIdleTimeout" | "setTraffic"> & {
  readonly backend: Pick<Incident["backend"], "setKeepAlive">;
};

interface Knob {
  /** The word and an example of its number. */
  readonly usage: string;
  readonly does: string;
  /** The least and the most that the number may be; absent for a word without one. */
  readonly range?: readonly [least: number, most: number];
  /** Turns it and says what was done. */
  readonly turn: (incident: Controls, amount: number) => string;
}
