import type { Browser, Page as Tab } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildAssets } from "../../lab/page/assets.ts";
import { launchChromium } from "../../lab/page/drive/chromium.ts";
import { type OpenPage, openPage } from "../../lab/page/page.ts";
import { scenarioNamed } from "../../lab/scenarios/index.ts";
import { startPractice } from "../../lab/walk/practice.ts";

let page: OpenPage;
let browser: Browser;
let tab: Tab;
const complaints: string[] = [];

beforeAll(async () => {
  const assets = buildAssets();
  // The first one of those that could be hidden: others ask more than their command says before there is a thread.
  const first = await startPractice(scenarioNamed("quiet"), () => {});
  page = await openPage(first, assets, () => 0);
  browser = await launchChromium();
  tab = await browser.newPage({ viewport: { width: 1_440, height: 900 } });
  tab.on("pageerror", ({ message }) => complaints.push(message));
  tab.setDefaultTimeout(60_000);
  await tab.goto(page.url);
});

afterAll(async () => {
  await browser?.close();
  await page?.close();
});

const panel = () => tab.getByRole("region", { name: "Scenario" });

it("exchanges the incident that is running while the page stays", async () => {
  await panel().getByLabel("Another incident").selectOption("app-502");
  await panel().getByRole("button", { name: "Start it" }).click();
  await panel().getByText("The application answers 502 itself").and(tab.locator("b")).waitFor();
  await tab.getByText("Checkout fails with 502 for some customers.").waitFor();
  expect(await tab.getByRole("button", { name: "Write the command for me" }).count()).toBe(1);
});

it("hides a cause, and tells what it was, how the walk went and what was not read", async () => {
  await panel().getByRole("button", { name: "Surprise me" }).click();
  await panel().getByText("A hidden cause").waitFor();
  const { command } = page.stage.training();
  const composer = tab.getByRole("textbox", { name: /^Message to/ }).last();
  await composer.fill(command);
  await composer.press("Enter");
  await tab.getByRole("link", { name: /repl/ }).first().waitFor();
  expect(await tab.getByText(/^(Inverted|Safe|Tie|Thin):/).count()).toBe(0);
  await panel().getByRole("button", { name: "Tell me what it is" }).click();
  const debrief = tab.getByRole("region", { name: "Debrief" });
  await debrief.getByRole("heading", { name: /^It was: / }).waitFor();
  for (const term of ["Time to verdict", "End of the run", "Wrong turns", "Evidence not read"])
    await debrief.getByText(term, { exact: true }).waitFor();
  await debrief.getByText("The cause was not named").waitFor();
  expect(complaints).toEqual([]);
});
