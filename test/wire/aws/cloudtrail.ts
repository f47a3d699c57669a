import { account, exchange, group, second } from "./exchange.ts";

/** Shape: https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html */
const [from, to] = [new Date("2026-11-25T02:00:00Z"), new Date("2026-11-25T03:00:00Z")];
const attributes = [{ AttributeKey: "EventName", AttributeValue: "RegisterTargets" }] as const;
/** The record of the event is JSON in JSON. */
const record = JSON.stringify({
  eventVersion: "1.11",
  userIdentity: { type: "AssumedRole", accountId: account },
  requestParameters: { targetGroupArn: group },
});
const event = {
  EventId: "0f5c1d0a-cf0d-4c42-9f2c-0d6a8ed7a7ab",
  EventName: "RegisterTargets",
  ReadOnly: "false",
  EventSource: "elasticloadbalancing.amazonaws.com",
  Username: "deploy",
  Resources: [{ ResourceType: "AWS::ElasticLoadBalancingV2::TargetGroup", ResourceName: group }],
  CloudTrailEvent: record,
};

export const cloudTrail = [
  exchange(
    "cloudtrail:LookupEvents",
    { LookupAttributes: [...attributes], StartTime: from, EndTime: to },
    {
      sends: {
        target: "CloudTrail_20131101.LookupEvents",
        body: {
          LookupAttributes: attributes,
          StartTime: from.getTime() / 1_000,
          EndTime: to.getTime() / 1_000,
        },
      },
      answers: JSON.stringify({ Events: [{ ...event, EventTime: 1764037800 }] }),
      gives: { Events: [{ ...event, EventTime: new Date("2025-11-25T02:30:00Z") }] },
      empty: { answers: JSON.stringify({ Events: [] }), gives: { Events: [] } },
      pages: {
        answers: JSON.stringify({ Events: [], NextToken: second }),
        token: "NextToken",
        takes: "NextToken",
      },
    },
  ),
];
