import { afterEach, beforeEach, expect, it } from "vitest";
import { listIn, recordIn } from "../../src/alerts/json.ts";
import { alertmanager } from "../alerts/kinds/alertmanager.ts";
import { grafana } from "../alerts/kinds/grafana.ts";
import { type Hooks, openHooks, signedAs } from "./stage.ts";

let hooks: Hooks;
beforeEach(async () => {
  hooks = await openHooks();
});
afterEach(() => hooks.close());

const [one] = listIn(alertmanager.payload?.alerts);
const many = Array.from({ length: 27 }, (_, nth) => ({ ...recordIn(one), fingerprint: `f${nth}` }));
const incidents = Array.from({ length: 22 }, (_, nth) => ({
  ...{ event: "incident.trigger", incident: { id: `P${nth}`, title: `Checkout ${nth}` } },
}));

it.each([
  ["a group of Alertmanager", "token", { ...alertmanager.payload, alerts: many }, 7],
  ["a group of Grafana", "grafana", { ...(grafana.payload as object), alerts: many }, 7],
  ["messages of PagerDuty", "pagerduty", { messages: incidents }, 2],
])(
  "of %s the first twenty are read, and how many more there are is said once",
  async (_, kind, json, more) => {
    const body = JSON.stringify(json);
    const headers = signedAs(kind, body, hooks.now());
    const answer = await hooks.post(`/hooks/${kind}`, body, headers);
    expect(answer).toMatchObject({ body: { alerts: 20, offered: 20 } });
    expect(hooks.offered.map(({ beyond = 0 }) => beyond)).toEqual([more, ...Array(19).fill(0)]);
  },
);
