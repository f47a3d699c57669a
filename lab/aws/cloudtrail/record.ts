/** A call to Elastic Load Balancing that changed something. */
export interface TrailEvent {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Such as `RegisterTargets`. */
  readonly name: string;
  readonly by: TrailActor;
  /** What was asked, with the names that CloudTrail gives them: `{ targetGroupArn, targets: [{ id, port }] }`. */
  readonly request: object;
  /** Such as `AccessDenied`, when it was refused. */
  readonly error?: string;
}

/** Who made a call: a user, a role in a session, or an AWS service. */
export type TrailActor =
  | { readonly kind: "user"; readonly name: string }
  | { readonly kind: "role"; readonly name: string; readonly session: string }
  | { readonly kind: "service"; readonly role: string; readonly service: string };

/** An event as LookupEvents gives it. Source: CloudTrail user guide, "CloudTrail userIdentity element". */
export function trailRecord(event: TrailEvent, region: string) {
  const record = {
    eventVersion: "1.11",
    userIdentity: identity(event.by),
    eventTime: new Date(event.at).toISOString().replace(/\.\d+Z$/, "Z"),
    eventSource: "elasticloadbalancing.amazonaws.com",
    eventName: event.name,
    awsRegion: region,
    sourceIPAddress: event.by.kind === "service" ? event.by.service : "192.0.2.44",
    requestParameters: event.request,
    responseElements: null,
    ...(event.error === undefined ? {} : { errorCode: event.error }),
    readOnly: false,
    eventType: "AwsApiCall",
  };
  return {
    EventId: `${event.at}-${event.name}`,
    EventName: event.name,
    ReadOnly: "false",
    AccessKeyId: accessKeyId,
    EventTime: event.at / 1_000,
    EventSource: record.eventSource,
    Username: username(event.by),
    Resources: [],
    CloudTrailEvent: JSON.stringify(record),
  };
}

const accountId = "123456789012";
const accessKeyId = "ASIALABEXAMPLE000001";

function identity(by: TrailActor): object {
  const common = { accountId, accessKeyId };
  switch (by.kind) {
    case "user":
      return {
        ...common,
        type: "IAMUser",
        arn: `arn:aws:iam::${accountId}:user/${by.name}`,
        userName: by.name,
      };
    case "role":
      return { ...common, ...assumed(by.name, by.session) };
    case "service":
      return {
        ...common,
        ...assumed(by.role, by.service.split(".", 1)[0] ?? ""),
        invokedBy: by.service,
      };
    default:
      return by satisfies never;
  }
}

const assumed = (role: string, session: string) => ({
  type: "AssumedRole",
  principalId: `AROALABEXAMPLE0000001:${session}`,
  arn: `arn:aws:sts::${accountId}:assumed-role/${role}/${session}`,
  sessionContext: { sessionIssuer: { type: "Role", userName: role } },
});

function username(by: TrailActor): string {
  if (by.kind === "user") return by.name;
  return by.kind === "role" ? by.session : (by.service.split(".", 1)[0] ?? "");
}
