import { type Practice, startPractice } from "../walk/practice.ts";
import type { Assets } from "./assets.ts";
import { type Page, startPage } from "./page.ts";
import { type OpenStage, openStage } from "./stage.ts";

/** A page and the stage that it shows. */
export interface OpenPage extends Page {
  readonly stage: OpenStage;
}

/**
 * Serves the page of a practice, which is closed with it, as is every other one that is chosen in the page; `assets` spares the
 * build where it was begun before, and `chance` picks the incidents that nobody chose.
 */
export async function openPage(
  first: Practice,
  assets?: Promise<Assets>,
  chance = Math.random,
): Promise<OpenPage> {
  const stage = openStage({ first, start: startPractice, chance });
  const brief = { person: first.person, channel: first.channel };
  const page = await startPage({ stage, brief, ...(assets && { assets }) });
  const close = async () => {
    await page.close();
    await stage.close();
  };
  return { ...page, stage, close };
}
