import type { Browser, Page as Tab } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildAssets } from "../../lab/page/assets.ts";
import { launchChromium } from "../../lab/page/drive/chromium.ts";
import { handOn } from "../../lab/page/drive/hand.ts";
import { walkInPage } from "../../lab/page/drive/walk.ts";
import { type LabPage, openPage } from "../../lab/page/page.ts";
import { keepaliveRace } from "../../lab/scenarios/table/races.ts";
import { type Practice, startPractice } from "../../lab/walk/practice.ts";

const looks = [
  { name: "a desktop, light", width: 1_440, height: 900, colorScheme: "light" },
  { name: "a phone, dark", width: 390, height: 844, colorScheme: "dark" },
] as const;

describe.each(looks)("on $name", ({ width, height, colorScheme }) => {
  let practice: Practice;
  let page: LabPage;
  let browser: Browser;
  let tab: Tab;
  const complaints: string[] = [];

  beforeAll(async () => {
    const assets = buildAssets();
    practice = await startPractice(keepaliveRace, () => {});
    page = await openPage(practice, assets);
    browser = await launchChromium();
    tab = await browser.newPage({ viewport: { width, height }, colorScheme });
    tab.on("pageerror", ({ message }) => complaints.push(message));
    tab.on("console", (said) => said.type() === "error" && complaints.push(said.text()));
    tab.setDefaultTimeout(60_000);
  });

  afterAll(async () => {
    await browser?.close();
    await page?.close();
    await practice?.close();
  });

  it("walks the runbook from the typed command to the published postmortem by clicking", async () => {
    await tab.goto(page.url);
    await walkInPage(practice, handOn(tab));

    const thread = tab.getByRole("region", { name: "Thread" });
    await thread.getByText("Resolved.").first().waitFor();
    await thread
      .getByRole("heading", { name: /^Postmortem/ })
      .first()
      .waitFor();
    const file = thread.locator(".file", { hasText: /postmortem.*\.md/ }).first();
    await file.getByRole("button", { name: "Show all of it" }).click();
    await file.getByRole("heading", { name: /ALB returns intermittent 502s/ }).waitFor();

    await thread
      .getByRole("link", { name: /the channel|the thread/ })
      .filter({ visible: true })
      .click();
    const channel = tab.getByRole("region", { name: "#incident-502" });
    await channel.getByText("Resolved.").first().waitFor();

    expect(await tab.evaluate("document.documentElement.scrollWidth")).toBe(width);
    expect(complaints).toEqual([]);
  }, 900_000);

  it("shows what was sped up, and the link as safe once it is fixed", async () => {
    await tab.goto(`${page.url}#/operations`);
    const operations = tab.getByRole("complementary", { name: "Operations" });
    await operations.getByText("Safe: the load balancer gives an idle connection up").waitFor();
    for (const sentence of practice.incident.honesty) {
      expect(await operations.getByText(sentence).count()).toBe(1);
    }
  });
});
