import { wordings } from "./wordings.ts";

/** The most lines that one question returns; CloudWatch Logs allows 10,000. */
export const mostLines = 10_000;

/**
 * The question in the language of CloudWatch Logs Insights: every line of the window that has one of the wordings, the newest first. It
 * is always the same, so what may be asked can be held against it.
 */
export const backendQuery = [
  "fields @timestamp, @message",
  `filter @message like /(?i)(${wordings.map(({ pattern }) => pattern.replaceAll("/", "\\/")).join("|")})/`,
  "sort @timestamp desc",
  `limit ${mostLines}`,
].join(" | ");
