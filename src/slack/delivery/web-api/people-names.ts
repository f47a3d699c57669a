import type { WebClient } from "@slack/web-api";
import { raceDeadline } from "../../../deadline.ts";
import type { PersonNames } from "../../../postmortem/postmortem.ts";
import type { Run } from "../../../run/run.ts";
import type { Person } from "../../../run/visits.ts";
import { failureOf } from "./failures.ts";

/** Names of people, where a mention means nothing: in files, and in texts that are edited. */
export interface NameBook {
  /** Of everyone whom a run's postmortem names, as far as Slack says. */
  readonly of: (run: Run) => Promise<PersonNames>;
  /** The same within a second, for a form waits for it; ids stand for the names that were not there in time. */
  readonly soon: (run: Run) => Promise<PersonNames>;
  /** Of one person, within a second; the id where Slack did not say. */
  readonly one: (person: Person) => Promise<string>;
}

export function createNameBook(client: WebClient): NameBook {
  const nameOf = createNames(client);
  const of = async (run: Run): Promise<PersonNames> => {
    const names = await Promise.all(named(run).map(async (one) => [one, await nameOf(one)]));
    return Object.fromEntries(names.filter(([, name]) => name !== undefined));
  };
  return {
    of,
    soon: (run) => raceDeadline({ ms: longestMs }, of(run), () => ({})),
    one: async (person) =>
      (await raceDeadline({ ms: longestMs }, nameOf(person), () => undefined)) ?? person,
  };
}

const longestMs = 1_000;

const named = ({ people, notes, followUps }: Run): readonly Person[] => [
  ...new Set([
    ...people,
    ...notes.flatMap(({ from }) => from?.author ?? []),
    ...Object.values(followUps).flatMap(({ owner }) => owner ?? []),
  ]),
];

/** Asked once for each person; where Slack does not say, the id stands. */
function createNames(client: WebClient): (person: Person) => Promise<string | undefined> {
  const known = new Map<Person, string>();
  return async (person) => {
    const name = known.get(person);
    // Whoever has no account here is known by a name already.
    if (name !== undefined || !/^[UW][A-Z0-9]{2,30}$/.test(person)) return name;
    try {
      const { user } = await client.users.info({ user: person });
      const said = user?.real_name || user?.profile?.display_name || user?.name;
      if (said !== undefined) known.set(person, said);
      return said;
    } catch (error) {
      failureOf(error);
      return undefined;
    }
  };
}
