import { join } from "node:path";
import type { Browser, Page } from "playwright-core";

/** What to look at before a picture is taken. */
export interface View {
  /** The name of the picture, as in page-NAME-desktop-light.png. */
  readonly name: string;
  /** The place in the page, such as "#/home"; where one is unless told. */
  readonly hash?: string;
  /** The message to look at, and which end of it. */
  readonly message?: { readonly ts: string; readonly end: "start" | "end" };
  /** What stands in the composer. */
  readonly typed?: string;
}

/** Takes each picture four times: desktop and phone, light and dark. */
export interface Photographer {
  /** The page to be driven; the others show the same. */
  readonly main: Page;
  readonly take: (view: View) => Promise<void>;
  /** The files of all pictures so far. */
  readonly taken: readonly string[];
}

/** Opens the page in four looks. */
export async function createPhotographer(
  browser: Browser,
  url: string,
  folder: string,
): Promise<Photographer> {
  const tabs = await Promise.all(looks.map((look) => open(browser, url, look)));
  const [first] = tabs;
  if (!first) throw new Error("There is nothing to take pictures of.");
  const taken: string[] = [];
  const take = async (view: View) => {
    for (const { tab, look } of tabs) {
      const before = new URL(tab.url()).hash;
      await prepare(tab, view);
      const path = join(folder, `page-${view.name}-${look.name}.png`);
      await tab.screenshot({ path, animations: "disabled" });
      taken.push(path);
      if (view.typed !== undefined) await composerOn(tab).fill("");
      if (tab === first.tab) await visit(tab, before);
    }
  };
  return { main: first.tab, take, taken };
}

interface Look {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly scale: number;
  readonly scheme: "light" | "dark";
}

const desktop = { width: 1_440, height: 900, scale: 1 };
const phone = { width: 390, height: 844, scale: 1.5 };

const looks: readonly Look[] = [
  { name: "desktop-light", ...desktop, scheme: "light" },
  { name: "desktop-dark", ...desktop, scheme: "dark" },
  { name: "phone-light", ...phone, scheme: "light" },
  { name: "phone-dark", ...phone, scheme: "dark" },
];

async function open(browser: Browser, url: string, look: Look) {
  const tab = await browser.newPage({
    viewport: { width: look.width, height: look.height },
    deviceScaleFactor: look.scale,
    colorScheme: look.scheme,
  });
  await tab.goto(url);
  await tab.getByText("You are").first().waitFor({ state: "attached" });
  return { tab, look };
}

async function prepare(tab: Page, { hash, message, typed }: View): Promise<void> {
  if (hash !== undefined) await visit(tab, hash);
  if (typed !== undefined) await composerOn(tab).fill(typed);
  if (message) {
    const shown = tab.locator(`[data-ts="${message.ts}"]`).filter({ visible: true }).last();
    await shown.evaluate((element, block) => element.scrollIntoView({ block }), message.end);
  }
  await tab.waitForFunction("[...document.images].every((image) => image.complete)");
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
