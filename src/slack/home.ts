import type { WebClient } from "@slack/web-api";
import type { Catalogue } from "../engine/catalogue.ts";
import type { Engine } from "../engine/engine.ts";
import type { Person } from "../engine/event.ts";
import type { Clock, RunRow, Store } from "../engine/ports.ts";
import { type Unshown, unshownRuns } from "./messages/elsewhere.ts";
import { home } from "./messages/home.ts";

/** Publishes someone's App Home: what is open, what Slack does not let be shown, and what can be started. */
export function createHome(parts: {
  readonly engine: Pick<Engine, "rows">;
  readonly catalogue: Catalogue;
  readonly store: Pick<Store, "condition">;
  readonly client: WebClient;
  readonly command: string;
  readonly clock: Clock;
}): (person: Person) => Promise<void> {
  const { engine, catalogue, store, client, command, clock } = parts;
  return async (person) => {
    const [open, { dead }] = await Promise.all([
      engine.rows({ status: "open", limit: mostRuns }),
      store.condition(clock()),
    ]);
    const { type, blocks } = home(catalogue.flows, open, command);
    const unshown = unshownRuns(unshownOf(open, dead), command);
    await client.views.publish({
      user_id: person,
      view: { type, blocks: [...unshown, ...blocks].slice(0, mostBlocks) },
    });
  };
}

const mostRuns = 20;
// https://docs.slack.dev/reference/views/home-tab-views
const mostBlocks = 100;

function unshownOf(
  open: readonly RunRow[],
  dead: Awaited<ReturnType<Store["condition"]>>["dead"],
): readonly Unshown[] {
  return dead.flatMap(({ run, key, why }) => {
    const row = open.find(({ id }) => id === run);
    return key === "show" && row !== undefined ? [{ row, why }] : [];
  });
}
