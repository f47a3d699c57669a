import type { KnownBlock } from "@slack/types";
import type { WebClient } from "@slack/web-api";
import type { Catalogue } from "../../engine/catalogue.ts";
import type { Engine } from "../../engine/engine.ts";
import type { Clock, Store } from "../../engine/ports.ts";
import { HandrailError, NotAllowed, NotChecked, StoreUnavailable } from "../../run/errors.ts";
import type { RunRow } from "../../run/run.ts";
import type { Person } from "../../run/visits.ts";
import type { LinkTo } from "../delivery/posting/message-rows.ts";
import type { HomePictures } from "../delivery/showing/pictures.ts";
import { failureIn } from "../delivery/web-api/failures.ts";
import { section } from "../messages/blocks/blocks.ts";
import { escapeText } from "../messages/blocks/escape.ts";
import { type HomeRun, homeView, type Wellbeing } from "../messages/replies/home.ts";
import type { Unshown } from "../messages/replies/run-lists.ts";
import type { Background } from "./background.ts";

export interface HomeSources {
  readonly engine: Pick<Engine, "rows" | "read" | "flowOf" | "glance">;
  readonly catalogue: Catalogue;
  readonly store: Pick<Store, "condition" | "row">;
  readonly client: WebClient;
  readonly homePictures: HomePictures;
  readonly background: Background;
  readonly linkTo: LinkTo;
  readonly wellbeing: () => Promise<Wellbeing>;
  readonly command: string;
  readonly clock: Clock;
}

// As many are asked for as may have to be left out.
const mostRows = 200;
// Each is read from its log.
const mostOpen = 15;
const mostClosed = 5;
const mostUnshown = 100;
// https://docs.slack.dev/reference/views/home-tab-views
const mostBlocks = 100;

/** Publishes someone's App Home: what needs attention, what is open, and what can be started. */
export function createHome(sources: HomeSources): (person: Person) => Promise<void> {
  const { engine, catalogue, store, command, clock, wellbeing } = sources;
  return async (person) => {
    const [open, closed, dead, wellness] = await Promise.all([
      engine.rows({ status: "open", limit: mostRows }),
      engine.rows({ status: "closed", limit: mostRows }),
      unshownOf(store, await deadOnes(store, clock()), person),
      wellbeing(),
    ]);
    const all = [...dead.map(({ row }) => row), ...open, ...closed];
    const seen = await seenBy(engine, all, person);
    if (seen.kind === "refused") return publish(sources, person, [section(escapeText(seen.says))]);
    const { has, isUnsure } = seen;
    const opened = await listed(sources, open.filter(has).slice(0, mostOpen));
    const ended = await listed(sources, closed.filter(has).slice(0, mostClosed));
    const blocks = homeView({
      ...{ person, command, flows: catalogue.flows, wellbeing: wellness, isUnsure },
      open: opened.filter(isRead),
      closed: ended.filter(isRead),
      unreadable: [...opened, ...ended].filter((one) => "why" in one),
      unshown: dead.filter(({ row }) => has(row)),
    });
    await publish(sources, person, blocks.slice(0, mostBlocks));
  };
}

/** Which of these runs somebody may see; or why they see none. */
async function seenBy(engine: HomeSources["engine"], rows: readonly RunRow[], person: Person) {
  try {
    const { rows: seen, isUnsure } = await engine.glance(rows, "home", person);
    const ids = new Set(seen.map(({ id }) => id));
    return { kind: "seen", has: ({ id }: RunRow) => ids.has(id), isUnsure } as const;
  } catch (error) {
    if (error instanceof NotChecked)
      return { kind: "seen", has: () => false, isUnsure: true } as const;
    if (error instanceof NotAllowed) return { kind: "refused", says: error.message } as const;
    throw error;
  }
}

/** At once with the pictures that are there, and once more when others have come. */
async function publish(
  { client, homePictures, background }: HomeSources,
  person: Person,
  blocks: readonly KnownBlock[],
): Promise<void> {
  const put = () =>
    client.views.publish({
      user_id: person,
      view: { type: "home", blocks: homePictures.hung(blocks) },
    });
  const putAnyway = () =>
    put().catch((error) => {
      if (!isOfContent(error)) throw error;
      homePictures.close();
      return put();
    });
  await putAnyway();
  background.run("Bringing the pictures of App Home", async () => {
    if (await homePictures.bring(blocks)) await putAnyway();
  });
}

/** Which word Slack has for a picture that it does not take there is not documented. */
function isOfContent(error: unknown): boolean {
  const failure = failureIn(error);
  return failure?.kind === "refused" && failure.code.startsWith("invalid_");
}

type Dead = Awaited<ReturnType<Store["condition"]>>["dead"];

/** None where the store cannot be written, which the page says at its top; that page is needed most just then. */
const deadOnes = (store: HomeSources["store"], now: number): Promise<Dead> =>
  store.condition(now).then(
    ({ dead }) => dead,
    () => [],
  );

const listed = (
  { engine, linkTo }: Pick<HomeSources, "engine" | "linkTo">,
  rows: readonly RunRow[],
): Promise<readonly (HomeRun | Unshown)[]> =>
  Promise.all(
    rows.map(async (row) => {
      try {
        const run = await engine.read(row.id);
        return { row, run, flow: engine.flowOf(run), link: await linkTo(run) };
      } catch (error) {
        // One that is damaged must not empty everybody's page.
        if (error instanceof StoreUnavailable) throw error;
        return { row, why: error instanceof HandrailError ? error.message : String(error) };
      }
    }),
  );

const isRead = (one: HomeRun | Unshown): one is HomeRun => "run" in one;

/** The open runs whose thread was given up, however many are open, and the person's own first. */
async function unshownOf(
  { row }: HomeSources["store"],
  dead: Dead,
  person: Person,
): Promise<readonly Unshown[]> {
  const shows = dead.filter(({ key }) => key === "show").slice(0, mostUnshown);
  const found = await Promise.all(
    shows.map(async ({ run, why }) => ({ row: await row(run), why })),
  );
  return found
    .flatMap(({ row: one, why }) => (one?.status === "open" ? [{ row: one, why }] : []))
    .toSorted((a, b) => Number(b.row.driver === person) - Number(a.row.driver === person));
}
