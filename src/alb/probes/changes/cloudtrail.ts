import type { Account } from "../../../aws/account.ts";
import type { OutputOf } from "../../../aws/allow-list.ts";
import { pagesOf } from "../../../aws/pages.ts";
import type { ChangeMade } from "../../diagnosis/changes/judge-changes.ts";
import {
  changeWords,
  type EventName,
  eventNames,
  isObject,
  type JsonObject,
  textAtKey,
} from "./change-words.ts";

/** What the calls have to be about. */
export interface Concerned {
  readonly arn: string;
  readonly groups: readonly { readonly name: string; readonly arn: string }[];
}

/** The calls that changed the load balancer, oldest first, and whether there were more than could be read. */
export interface Trail {
  readonly made: readonly ChangeMade[];
  readonly cut: boolean;
}

/**
 * Looks the calls up in CloudTrail, which takes seconds, for the account's pace keeps to its two lookups a second: so what they have to be
 * about may become known meanwhile. Rejects with AwsProblem.
 */
export async function readTrail(
  account: Account,
  concerned: Promise<Concerned>,
  { from, to }: { readonly from: number; readonly to: number },
  signal: AbortSignal,
): Promise<Trail> {
  const span = { StartTime: new Date(from), EndTime: new Date(to) };
  const reading = eventNames.map((name) => readEvents(account, { name, span }, signal));
  const [of, found] = await Promise.all([concerned, Promise.all(reading)]);
  const made = found.flatMap(({ events }) => events.flatMap((event) => madeOf(event, of)));
  const cut = found.some((one) => one.cut);
  return { made: made.sort((one, other) => one.at - other.at), cut };
}

type TrailEvent = NonNullable<OutputOf<"cloudtrail:LookupEvents">["Events"]>[number];

/** Pages of 50 that are read of each kind of call. */
const mostPages = 4;

async function readEvents(
  account: Account,
  { name, span }: { readonly name: EventName; readonly span: { StartTime: Date; EndTime: Date } },
  signal: AbortSignal,
) {
  const events: TrailEvent[] = [];
  let pages = 0;
  const question = {
    LookupAttributes: [{ AttributeKey: "EventName" as const, AttributeValue: name }],
    ...span,
  };
  for await (const page of pagesOf(account, "cloudtrail:LookupEvents", question, signal)) {
    events.push(...(page.answer.Events ?? []));
    pages += 1;
    if (pages === mostPages) return { events, cut: page.hasMore };
  }
  return { events, cut: false };
}

/** Refused calls changed nothing, and calls about other load balancers are nobody's business here. */
function madeOf({ EventName, EventTime, CloudTrailEvent }: TrailEvent, of: Concerned) {
  const name = eventNames.find((known) => known === EventName);
  const record = parsed(CloudTrailEvent);
  if (name === undefined || EventTime === undefined || record === undefined) return [];
  const { requestParameters: request } = record;
  if (record.errorCode !== undefined || !isObject(request) || !concerns(request, of)) return [];
  const group = of.groups.find(({ arn }) => arn === textAtKey(request, "targetGroupArn"))?.name;
  const who = actorOf(record.userIdentity);
  return [{ at: EventTime.getTime(), who, ...changeWords(name, request, group) }];
}

function parsed(text: string | undefined): JsonObject | undefined {
  try {
    const json: unknown = JSON.parse(text ?? "");
    return isObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

function concerns(request: JsonObject, { arn, groups }: Concerned): boolean {
  const group = textAtKey(request, "targetGroupArn");
  if (group !== undefined) return groups.some((one) => one.arn === group);
  const below = `/${arn.replace(/^.*:loadbalancer\//, "")}/`;
  const listener = textAtKey(request, "listenerArn") ?? textAtKey(request, "ruleArn") ?? "";
  return textAtKey(request, "loadBalancerArn") === arn || listener.includes(below);
}

/**
 * Who made a call, by name: a user, a role with the name of its session, or the AWS service that acted through a role. From
 * CloudTrail's userIdentity element, of which nothing else is kept: it also holds access keys.
 */
function actorOf(identity: unknown): string {
  if (!isObject(identity)) return "someone";
  const service = textAtKey(identity, "invokedBy");
  const user = textAtKey(identity, "userName");
  const role = roleOf(identity.sessionContext);
  const session = sessionOf(textAtKey(identity, "arn"));
  if (service !== undefined)
    return role === undefined ? service : `${service} through the role ${role}`;
  if (role !== undefined) return session === undefined ? role : `${role} (${session})`;
  if (textAtKey(identity, "type") === "Root") return "the account's root user";
  return user ?? session ?? "someone";
}

function roleOf(context: unknown): string | undefined {
  const issuer = isObject(context) ? context.sessionIssuer : undefined;
  return isObject(issuer) ? textAtKey(issuer, "userName") : undefined;
}

/** "arn:aws:sts::123456789012:assumed-role/deployer/alice" is a session named alice. */
const sessionOf = (arn: string | undefined) => /:assumed-role\/[^/]+\/(.+)/.exec(arn ?? "")?.[1];
