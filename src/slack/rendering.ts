import type { WebClient } from "@slack/web-api";
import type { Flow } from "#flow";
import type { Gone } from "../engine/catalogue.ts";
import type { Person } from "../engine/event.ts";
import type { Progress } from "../engine/ports.ts";
import type { Run } from "../engine/run.ts";
import { failureOf } from "./failures.ts";
import type { Message } from "./messages/message.ts";
import { type Extras, view } from "./messages/view.ts";

/** Renders a run with what its log does not hold: the progress of a probe that is out or of a watch, and names for the postmortem. */
export function createRendering(parts: {
  readonly flowOf: (run: Run) => Flow;
  readonly goneOf: (run: Run) => Gone | undefined;
  readonly progress: (run: string, visit: string) => Promise<Progress | undefined>;
  readonly client: WebClient;
}): (run: Run) => Promise<readonly Message[]> {
  const { flowOf, goneOf, progress, client } = parts;
  const nameOf = createNames(client);
  return async (run) => {
    const visit = run.visits.at(-1);
    const isOut = visit?.state === "looking" || visit?.watch !== undefined;
    const seen = isOut ? await progress(run.id, visit.id) : undefined;
    const gone = goneOf(run);
    const extras: Extras = {
      ...(gone === undefined ? {} : { gone }),
      ...(visit === undefined || seen === undefined
        ? {}
        : { progress: { visit: visit.id, progress: seen } }),
      ...(run.ending === undefined ? {} : { names: await namesOf(named(run), nameOf) }),
    };
    return view(flowOf(run), run, extras);
  };
}

/** Everyone whom the postmortem names. */
const named = ({ people, notes }: Run): readonly Person[] => [
  ...new Set([...people, ...notes.flatMap(({ from }) => from?.author ?? [])]),
];

type NameOf = (person: Person) => Promise<string | undefined>;

async function namesOf(people: readonly Person[], nameOf: NameOf) {
  const names = await Promise.all(people.map(async (person) => [person, await nameOf(person)]));
  return Object.fromEntries(names.filter(([, name]) => name !== undefined));
}

/** Asked once for each person; where Slack does not say, the id stands. */
function createNames(client: WebClient): NameOf {
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
