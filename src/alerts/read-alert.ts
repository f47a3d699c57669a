import type { Alert } from "#language";
import { alertmanager } from "./alertmanager.ts";
import { amazonQ } from "./amazon-q.ts";
import { alertIn } from "./compose.ts";
import { datadog } from "./datadog.ts";
import { grafana } from "./grafana.ts";
import { incidentIo } from "./incident-io.ts";
import { opsgenie } from "./opsgenie.ts";
import { pagerduty } from "./pagerduty.ts";
import { readSlackText } from "./slack-text.ts";
import { sns } from "./sns.ts";
import type { AlertSource } from "./source.ts";

/** Who passes alerts on stands before whom they come from: a page of PagerDuty may quote an alarm. */
const sources: readonly AlertSource[] = [
  pagerduty,
  opsgenie,
  incidentIo,
  datadog,
  grafana,
  alertmanager,
  amazonQ,
  sns,
];

/**
 * Reads a message of Slack, whoever sent it and whatever is in it; without a `source` where it is nobody's that sends alerts. Never
 * throws.
 */
export function readAlert(message: unknown): Alert {
  const told = readSlackText(message);
  for (const source of sources) {
    const alert = source.message(told);
    if (alert !== undefined) return alert;
  }
  return alertIn(told, { state: "unknown" });
}

/** Reads what a webhook was sent: the first 20 alerts in it, which know how many more there are; none for what nobody sends. Never throws. */
export function readPayload(json: unknown): readonly Alert[] {
  for (const source of sources) {
    const alerts = source.payload?.(json);
    if (alerts !== undefined) return alerts;
  }
  return [];
}
