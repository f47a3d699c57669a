/*
 * An alarm as SNS delivers it, and as a small Lambda function posts it into a channel: the names of the fields are those of
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html and
 * https://docs.aws.amazon.com/sns/latest/dg/http-notification-json.html
 */
import { arn, dimension, type Kind } from "./kind.ts";

export const alarm = {
  AlarmName: "shop-web-elb-5xx",
  AlarmDescription: "The shop answers with 5xx.",
  AWSAccountId: "123456789012",
  AlarmConfigurationUpdatedTimestamp: "2026-11-01T09:00:00.000+0000",
  NewStateValue: "ALARM",
  NewStateReason:
    "Threshold Crossed: 1 out of the last 1 datapoints [14.0 (24/11/26 14:55:00)] was greater than the threshold (5.0) (minimum 1 datapoint for OK -> ALARM transition).",
  StateChangeTime: "2026-11-24T14:56:12.345+0000",
  Region: "EU (Frankfurt)",
  AlarmArn: "arn:aws:cloudwatch:eu-central-1:123456789012:alarm:shop-web-elb-5xx",
  OldStateValue: "OK",
  OKActions: [],
  AlarmActions: ["arn:aws:sns:eu-central-1:123456789012:alarms"],
  InsufficientDataActions: [],
  Trigger: {
    MetricName: "HTTPCode_ELB_5XX_Count",
    Namespace: "AWS/ApplicationELB",
    StatisticType: "Statistic",
    Statistic: "SUM",
    Unit: null,
    Dimensions: [{ value: dimension, name: "LoadBalancer" }],
    Period: 60,
    EvaluationPeriods: 1,
    ComparisonOperator: "GreaterThanThreshold",
    Threshold: 5.0,
    TreatMissingData: "notBreaching",
    EvaluateLowSampleCountPercentile: "",
  },
};

export const notification = {
  Type: "Notification",
  MessageId: "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
  TopicArn: "arn:aws:sns:eu-central-1:123456789012:alarms",
  Subject: 'ALARM: "shop-web-elb-5xx" in EU (Frankfurt)',
  Message: JSON.stringify(alarm),
  Timestamp: "2026-11-24T14:56:12.400Z",
};

export const throughSns: Kind = {
  name: "CloudWatch through SNS",
  message: {
    username: "alarms",
    text: `\`\`\`${JSON.stringify(alarm, null, 2).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")}\`\`\``,
  },
  payload: notification,
  source: "CloudWatch",
  typed: arn,
};
