import type { Remedy } from "#language";
import { quoteForShell } from "../../../language/texts/shell-quote.ts";
import type { Balancer } from "../../balancer.ts";
import type { LookResult } from "../define-probe.ts";
import type { Logging } from "./log-place.ts";
import type { accessLogs } from "./probe.ts";

/** Milliseconds until logs that are switched on now can be read: two intervals. */
const firstLogsMs = 600_000;

type Missing = LookResult<typeof accessLogs>;

/** The load balancer does not log: which setting that is, the command for a person, and what there is to do meanwhile. */
export function logsOff(balancer: Balancer, region: string, now: number): Missing {
  return {
    finding: "logs-off",
    headline: `The access logs of ${balancer.name} are off.`,
    says: `The access logs of ${balancer.name} are off (access_logs.s3.enabled is false), and they cannot be had for the past.`,
    details: [],
    next: [
      "Go on without access logs, for the timeouts can be reviewed all the same; or switch them on, wait ten minutes and look again.",
    ],
    readings: [
      {
        label: "access_logs.s3.enabled",
        value: "false",
        threshold: "true",
        source: "DescribeLoadBalancerAttributes",
      },
    ],
    remedies: [switchOn(balancer, region)],
    pending: { says: "the first access logs", share: 0, expectedAt: now + firstLogsMs },
    numbers: { enabled: false },
  };
}

function switchOn({ arn, name }: Balancer, region: string): Remedy {
  const modify = (attributes: string) =>
    `aws elbv2 modify-load-balancer-attributes --region ${quoteForShell(region)} --load-balancer-arn ${quoteForShell(arn)} --attributes ${attributes}`;
  return {
    title: `Switch the access logs of ${name} on`,
    safety: "safe",
    says: `A person does this; Handrail changes nothing. Put your bucket's name in place of BUCKET: it must be in ${region}, and its policy must let Elastic Load Balancing write.`,
    lines: [
      modify(
        `Key=access_logs.s3.enabled,Value=true Key=access_logs.s3.bucket,Value=BUCKET Key=access_logs.s3.prefix,Value=${name}`,
      ),
    ],
    rollOut: "It holds at once; the first files come after five to ten minutes.",
    costs: ["Storage in S3, roughly 50 to 100 bytes for each request."],
    undo: modify("Key=access_logs.s3.enabled,Value=false"),
    source:
      "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html",
  };
}

/** It logs, and nothing of the window has been delivered. */
export function logsNotDelivered({ balancer, bucket, folder }: Logging, now: number): Missing {
  return {
    finding: "not-delivered",
    headline: `The access logs of ${balancer.name} have not been delivered yet.`,
    says: `The access logs of ${balancer.name} are on, but no file of this time is in s3://${bucket}/${folder}.`,
    details: [],
    next: [
      "Files come every five minutes. If the logs were switched on just now, wait ten minutes and look again.",
      "If no file comes at all, the bucket's policy may not let Elastic Load Balancing write, or a lifecycle rule removed the files.",
    ],
    readings: [
      {
        label: "Files of this time",
        value: "0",
        threshold: "one or more",
        source: `ListObjectsV2 of s3://${bucket}/${folder}`,
      },
    ],
    pending: { says: "the first access logs", share: 0, expectedAt: now + firstLogsMs },
    numbers: { enabled: true },
  };
}
