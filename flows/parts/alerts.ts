import type { AlertSign } from "#flow";

/** The alerts that the runbook for a load balancer's 502s is for. */
export const startsFrom: readonly AlertSign[] = [
  {
    namespace: "AWS/ApplicationELB",
    metrics: ["HTTPCode_ELB_5XX_Count", "HTTPCode_ELB_502_Count", "HTTPCode_Target_5XX_Count"],
  },
  {
    // The same as Datadog names them.
    metrics: [
      "aws.applicationelb.httpcode_elb_5xx",
      "aws.applicationelb.httpcode_elb_502",
      "aws.applicationelb.httpcode_target_5xx",
    ],
  },
  { words: ["502"] },
  { words: ["502s"] },
  { words: ["bad gateway"] },
  { words: ["ALB", "5xx"] },
  { words: ["ELB", "5xx"] },
  { words: ["load balancer", "5xx"] },
];
