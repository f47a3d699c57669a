import { createHash } from "node:crypto";
import type { Alert } from "#language";
import type { HeardAlerts } from "../engine/heard-alerts.ts";
import { parseJson } from "../parse-json.ts";
import type { Hook } from "./hook.ts";
import type { SnsReader } from "./sns-certificates.ts";
import { snsMessageIn, topicPlaces } from "./sns-signatures.ts";

export interface TakeParts {
  readonly readPayload: (json: unknown) => readonly Alert[];
  /** Offers a run for an alert in a channel, once; rejects where that may be tried again. */
  readonly offer: (alert: Alert, place: { readonly channel: string }) => Promise<string>;
  readonly heard: HeardAlerts;
  readonly sns: SnsReader;
}

/** What became of a proven request: how many alerts it held and for how many a run is offered now. */
export type AlertsTaken =
  | { readonly kind: "taken"; readonly alerts: number; readonly offered: number }
  | { readonly kind: "again" | "confirmed" | "unread" };

/** Offers runs for the alerts in a request, once for each request. Nothing else ever follows from one. */
export async function takeAlerts(
  parts: TakeParts,
  hook: Hook,
  {
    id,
    body,
    now,
  }: { readonly id?: string | undefined; readonly body: Buffer; readonly now: number },
): Promise<AlertsTaken> {
  const key = id === undefined ? undefined : keyOf(hook, id);
  if (key !== undefined && (await parts.heard.find(key)) !== undefined) return { kind: "again" };
  const taken = (await confirmed(parts, hook, body)) ?? (await offered(parts, hook, body));
  // Only now: what could not be offered is sent again, and must then be taken.
  const row = { channel: hook.channel, threadTs: "", heard: now, isOver: false };
  if (key !== undefined && taken.kind !== "unread") await parts.heard.put(key, row, 0);
  return taken;
}

/** What SNS asks before it sends anything, and when somebody takes that back, which is nobody's business here. */
async function confirmed(
  { sns }: TakeParts,
  { proof }: Hook,
  body: Buffer,
): Promise<AlertsTaken | undefined> {
  if (proof.kind !== "sns") return undefined;
  const { Type, Token = "" } = snsMessageIn(body);
  if (Type === "UnsubscribeConfirmation") return { kind: "confirmed" };
  if (Type !== "SubscriptionConfirmation") return undefined;
  if (!/^[0-9a-zA-Z]{1,1000}$/.test(Token)) return { kind: "unread" };
  if (await sns.ask(topicPlaces(proof.topic).confirm(Token))) return { kind: "confirmed" };
  throw new Error("SNS did not take the confirmation of its subscription.");
}

async function offered(
  { readPayload, offer }: TakeParts,
  hook: Hook,
  body: Buffer,
): Promise<AlertsTaken> {
  const alerts = readPayload(parseJson(body.toString("utf8")));
  if (alerts.length === 0) return { kind: "unread" };
  let count = 0;
  for (const alert of alerts) {
    // What is left out is said once.
    const told = count === 0 ? alert : { ...alert, beyond: 0 };
    if ((await offer(told, { channel: hook.channel })) === "offered") count += 1;
  }
  return { kind: "taken", alerts: alerts.length, offered: count };
}

const keyOf = ({ name }: Hook, id: string): string =>
  `hook ${createHash("sha256").update(`${name} ${id}`).digest("hex")}`;
