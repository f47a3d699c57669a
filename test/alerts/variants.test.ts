import { describe, expect, it } from "vitest";
import { type Alert, inputsFromAlert } from "#language";
import alb502 from "../../flows/alb-502-keepalive.ts";
import { readAlert, readPayload } from "../../src/alerts/read-alert.ts";
import { shippedPacks } from "../../src/load-catalogue.ts";
import { alarmMessages } from "./variants/alarm-messages.ts";
import { alarms } from "./variants/alarms.ts";
import type { Expected } from "./variants/expected.ts";
import { messages } from "./variants/messages.ts";
import { payloads } from "./variants/payloads.ts";

/** What was read, as far as it is expected. */
function seen(alert: Alert, expected: Expected): object {
  const { loadBalancer: typed } = inputsFromAlert(alb502, alert, shippedPacks.fields);
  const all: Record<string, unknown> = { ...alert, typed };
  return Object.fromEntries(Object.keys(expected).map((name) => [name, all[name]]));
}

describe("a message", () => {
  it.each([...alarmMessages, ...messages])(
    "of %s is read, and nothing is guessed",
    (_, message, expected) => {
      expect(seen(readAlert(message), expected)).toEqual(expected);
    },
  );
});

describe("what is sent over HTTP", () => {
  it.each([...alarms, ...payloads])(
    "of %s is read, and nothing is guessed",
    (_, payload, expected) => {
      const alerts = readPayload(payload);
      expect(alerts.length).toBe(expected.length);
      expect(alerts.map((alert, at) => seen(alert, expected[at] ?? { state: "unknown" }))).toEqual(
        expected,
      );
    },
  );
});
