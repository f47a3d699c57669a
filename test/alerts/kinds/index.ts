import { alertmanager } from "./alertmanager.ts";
import { amazonQ } from "./amazon-q.ts";
import { throughSns } from "./cloudwatch.ts";
import { datadog } from "./datadog.ts";
import { grafana } from "./grafana.ts";
import { incidentIo } from "./incident-io.ts";
import type { Kind } from "./kind.ts";
import { opsgenie } from "./opsgenie.ts";
import { pagerduty } from "./pagerduty.ts";

/** Every sender of alerts that is known. */
export const kinds: readonly Kind[] = [
  throughSns,
  amazonQ,
  pagerduty,
  alertmanager,
  grafana,
  datadog,
  opsgenie,
  incidentIo,
];
