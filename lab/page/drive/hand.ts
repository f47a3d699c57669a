import type { Locator, Page } from "playwright-core";
import type { Question } from "../../walk/form.ts";

/** What a person does with the page, on a wide screen or a phone. */
export interface Hand {
  readonly page: Page;
  /** Types into the composer that is shown. */
  readonly type: (text: string) => Promise<void>;
  /** The same, and sends it. */
  readonly say: (text: string) => Promise<void>;
  /** Opens the thread of a message of the channel. */
  readonly openThread: (ts: string) => Promise<void>;
  /** Rejects when the button is not there, or does not come, within a few seconds. */
  readonly press: (ts: string, label: string, nth?: number) => Promise<void>;
  /** Fills fields of the open modal, by block_id, and submits it. */
  readonly fill: (
    questions: readonly Question[],
    entries: Readonly<Record<string, string>>,
  ) => Promise<void>;
  /** Types into a knob of the operations panel and turns it. */
  readonly turn: (label: string, value: number) => Promise<void>;
}

const pressMs = 5_000;

export function handOn(page: Page): Hand {
  const composer = page.getByRole("textbox", { name: /^Message to/ }).filter({ visible: true });
  return {
    page,
    type: (text) => composer.last().fill(text),
    say: async (text) => {
      await composer.last().fill(text);
      await composer.last().press("Enter");
    },
    openThread: async (ts) => {
      await message(page, ts).getByRole("link", { name: /repl/ }).click();
      await page.getByRole("region", { name: "Thread" }).waitFor();
    },
    press: (ts, label, nth = 0) =>
      message(page, ts)
        .getByRole("button", { name: label, exact: true })
        .nth(nth)
        .click({ timeout: pressMs }),
    fill: (questions, entries) => fillModal(page, questions, entries),
    turn: (label, value) => turn(page, label, value),
  };
}

/** A message in the pane furthest to the right that shows it. */
const message = (page: Page, ts: string): Locator =>
  page.locator(`[data-ts="${ts}"]`).filter({ visible: true }).last();

async function fillModal(
  page: Page,
  questions: readonly Question[],
  entries: Readonly<Record<string, string>>,
): Promise<void> {
  const dialog = page.getByRole("dialog");
  for (const { blockId, options } of questions) {
    const entry = entries[blockId];
    if (entry === undefined) continue;
    const field = dialog.locator(`[id="field-${blockId}"]`);
    const label = options.find(({ value }) => value === entry)?.label;
    if (label === undefined) await field.fill(entry);
    else await pick(field, entry, label);
  }
  await dialog.locator("button[type=submit]").click();
}

async function pick(field: Locator, value: string, label: string): Promise<void> {
  const isMenu = await field.evaluate((element) => element.tagName === "SELECT");
  if (isMenu) await field.selectOption(value);
  else await field.getByLabel(label, { exact: true }).check();
}

/** A narrow screen shows the panel in place of Slack: there and back. */
async function turn(page: Page, label: string, value: number): Promise<void> {
  const tabs = page.getByRole("navigation", { name: "Page" });
  const isNarrow = await tabs.isVisible();
  if (isNarrow) await tabs.getByRole("link", { name: /^Operations/ }).click();
  await page.getByLabel(label, { exact: true }).fill(String(value));
  await page.getByRole("button", { name: new RegExp(`: ${label}$`) }).click();
  await page.getByRole("region", { name: "Changes" }).waitFor();
  if (isNarrow) await tabs.getByRole("link", { name: "Slack" }).click();
}
