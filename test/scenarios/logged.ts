import type { Scenario } from "../../lab/scenarios/scenario.ts";

/** Whether a good walk reads access logs that are there. */
export const readsLogs = ({ logs, truth }: Scenario): boolean =>
  logs && truth.walk.some(({ step }) => step === "readLogs");
