import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { buildAssets } from "./page/assets.ts";
import { launchChromium } from "./page/drive/chromium.ts";
import { handOn } from "./page/drive/hand.ts";
import { walkInPage } from "./page/drive/walk.ts";
import { openPage } from "./page/page.ts";
import { keepaliveRace } from "./scenarios/table/races.ts";
import { withPalette } from "./shots/palette.ts";
import { createPhotographer } from "./shots/photographer.ts";
import { viewAt } from "./shots/views.ts";
import { startPractice } from "./walk/practice.ts";

// `npm run shots` walks the first runbook in the page and takes docs/images/page-*.png of each step: desktop and phone,
// light and dark. `npm run shots -- FOLDER` puts them elsewhere.
const folder = process.argv[2] ?? join(import.meta.dirname, "../docs/images");
await mkdir(folder, { recursive: true });
await using parts = new AsyncDisposableStack();
// As in the demo: the build must not hold up the traffic.
const assets = buildAssets();
const practice = parts.adopt(await startPractice(keepaliveRace, console.log), (one) => one.close());
const page = parts.adopt(await openPage(practice, assets), (one) => one.close());
const browser = parts.adopt(await launchChromium(), (one) => one.close());
const { main, take, taken } = await createPhotographer(browser, page.url, folder);
const { channel, workspace, person } = practice;
const inChannel = `#/channel/${channel}`;

await take({ name: "start", hash: inChannel });
await take({ name: "command", hash: inChannel, typed: "/run" });
const known = new Set<string>();
await walkInPage(practice, handOn(main), async (moment, move) => {
  const thread = workspace
    .as(person)
    .sees(channel)
    .find(({ replyCount }) => replyCount > 0);
  const view = viewAt(moment, move, { channel, thread: thread?.ts ?? "" });
  if (!view || known.has(view.name)) return;
  known.add(view.name);
  await take(view);
  console.log(view.name);
});
// Opened once before: its drawings come a moment later.
await main.goto(new URL("#/home", page.url).href);
await practice.wait(
  () => JSON.stringify(workspace.as(person).home()?.content ?? {}).includes("slack_file"),
  "the drawings of App Home",
  60,
);
await take({ name: "home", hash: "#/home" });
// Only now, so that the walk is not held up.
for (const path of taken) await writeFile(path, withPalette(await readFile(path)));
console.log(`${taken.length} pictures are in ${folder}.`);
