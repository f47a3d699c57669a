import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";

/** What to look at before a picture is taken. */
export interface ShotView {
  /** The name of the picture, as in page-NAME-desktop-light.png. */
  readonly name: string;
  /** The place in the page, such as "#/home"; where one is unless told. */
  readonly hash?: string;
  /** The message to look at, and which end of it. */
  readonly message?: { readonly ts: string; readonly end: "start" | "end" };
  /** The message's own picture, which follows its text, is waited for. */
  readonly hasPicture?: boolean;
  /** Pixels of a desktop's window, where more has to be seen at once than usual. */
  readonly height?: number;
  /** What stands in the composer. */
  readonly typed?: string;
}

/** Takes each picture four times: desktop and phone, light and dark. */
export interface Photographer {
  /** The page to be driven; the others show the same. */
  readonly main: Page;
  readonly take: (view: ShotView) => Promise<void>;
  /** The files of all pictures so far. */
  readonly taken: readonly string[];
}

/** Opens the page on a desktop and a phone. */
export async function createPhotographer(
  browser: Browser,
  url: string,
  folder: string,
): Promise<Photographer> {
  const main = await open(browser, url, desktop);
  const tabs = [
    { name: "desktop", tab: main },
    { name: "phone", tab: await open(browser, url, phone) },
  ] as const;
  const taken: string[] = [];
  const take = async (view: ShotView) => {
    const before = new URL(main.url()).hash;
    for (const { name, tab } of tabs) {
      if (tab === main) await main.setViewportSize({ ...desktop.viewport, ...heightOf(view) });
      await prepare(tab, view);
      taken.push(...(await takeBoth(tab, join(folder, `page-${view.name}-${name}`))));
      if (view.typed !== undefined) await composerOn(tab).fill("");
    }
    await main.setViewportSize(desktop.viewport);
    await visit(main, before);
  };
  return { main, take, taken };
}

const desktop = { viewport: { width: 1_440, height: 900 }, deviceScaleFactor: 1 };
const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 1.5 };

const heightOf = ({ height }: ShotView) => (height === undefined ? {} : { height });

async function open(browser: Browser, url: string, look: BrowserContextOptions): Promise<Page> {
  const tab = await browser.newPage({ ...look, colorScheme: "light" });
  await tab.goto(url);
  await tab.getByText("You are").first().waitFor({ state: "attached" });
  return tab;
}

/** Light and dark; the files. */
async function takeBoth(tab: Page, start: string): Promise<readonly string[]> {
  const paths = [`${start}-dark.png`, `${start}-light.png`] as const;
  const [dark, light] = paths;
  await tab.emulateMedia({ colorScheme: "dark" });
  await tab.screenshot({ path: dark, animations: "disabled" });
  await tab.emulateMedia({ colorScheme: "light" });
  await tab.screenshot({ path: light, animations: "disabled" });
  return paths;
}

async function prepare(tab: Page, { hash, message, hasPicture, typed }: ShotView): Promise<void> {
  if (hash !== undefined) await visit(tab, hash);
  if (typed !== undefined) await composerOn(tab).fill(typed);
  const shown = tab.locator(`[data-ts="${message?.ts}"]`).filter({ visible: true }).last();
  if (hasPicture) await shown.locator("img:not(.avatar)").last().waitFor();
  // Before anything is scrolled to: a picture that comes later moves what is below it.
  await tab.evaluate("Promise.allSettled([...document.images].map((image) => image.decode()))");
  if (message)
    await shown.evaluate((element, block) => element.scrollIntoView({ block }), message.end);
}

const composerOn = (tab: Page) =>
  tab
    .getByRole("textbox", { name: /^Message to/ })
    .filter({ visible: true })
    .last();

async function visit(tab: Page, hash: string): Promise<void> {
  await tab.goto(new URL(hash, tab.url()).href);
  await tab.evaluate("new Promise((drawn) => requestAnimationFrame(drawn))");
}
