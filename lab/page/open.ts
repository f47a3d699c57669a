import type { Practice } from "../walk/practice.ts";
import type { Assets } from "./assets.ts";
import { type Page, startPage } from "./page.ts";
import type { Brief } from "./wire.ts";

/** Serves the page of a practice; `assets` spares the build where it was begun before. */
export const openPage = (practice: Practice, assets?: Promise<Assets>): Promise<Page> =>
  startPage({
    workspace: practice.workspace,
    incident: practice.incident,
    brief: briefOf(practice),
    ...(assets && { assets }),
  });

/** What a person is told before the walk. */
export const briefOf = ({ person, channel, incident }: Practice): Brief => ({
  person,
  channel,
  command: `/runbook alb-502-keepalive ${incident.loadBalancer.name}`,
  honesty: incident.honesty,
  scenarios: [],
});
