import type { Answers } from "#language";
import { answersIn, type RunEvent } from "../../../run/event.ts";
import type { Run } from "../../../run/run.ts";
import type { Person } from "../../../run/visits.ts";

/** What to send, and why it is not what was asked for. */
export interface ChosenMethod {
  readonly method: "HEAD" | "GET";
  /** A sentence where GET waits for somebody else's word; empty otherwise. */
  readonly says: string;
}

/**
 * HEAD, which changes nothing; GET only where a second person gave the same answers, because behind some addresses a GET does
 * something. Another URL needs the word of two again, and so does another load balancer.
 */
export function methodFor({ facts, log }: Pick<Run, "facts" | "log">): ChosenMethod {
  if (facts.method !== "GET") return { method: "HEAD", says: "" };
  return askedBy(log).size > 1 ? { method: "GET", says: "" } : { method: "HEAD", says: waiting };
}

const waiting =
  "HEAD was sent: GET takes the word of two people. Somebody else than who asked for it confirms it by “Change the answers” (⋯) with GET and the same URL.";

/** Who gave the method for the URL and load balancer that hold now. */
function askedBy(log: readonly RunEvent[]): ReadonlySet<Person> {
  let [asked, people] = ["", new Set<Person>()];
  let known: Answers = {};
  for (const event of log) {
    const answers = answersIn(event);
    if (!["method", "url", "loadBalancer"].some((name) => name in answers)) continue;
    known = { ...known, ...answers };
    const now = JSON.stringify([known.method, known.url, known.loadBalancer]);
    if (now !== asked) people = new Set();
    asked = now;
    if ("method" in answers) for (const person of peopleOf(event)) people.add(person);
  }
  return people;
}

const peopleOf = (event: RunEvent): readonly Person[] =>
  event.kind === "chosen" && event.proposedBy !== undefined
    ? [event.by, event.proposedBy]
    : [event.by];
