/** AWS's SDK by the service that an action names, each loaded when its first question is asked: together they are 150 files. */
export const sdks = {
  elasticloadbalancing: () => import("@aws-sdk/client-elastic-load-balancing-v2"),
  cloudwatch: () => import("@aws-sdk/client-cloudwatch"),
  athena: () => import("@aws-sdk/client-athena"),
  cloudtrail: () => import("@aws-sdk/client-cloudtrail"),
  logs: () => import("@aws-sdk/client-cloudwatch-logs"),
  s3: () => import("@aws-sdk/client-s3"),
};

/** For assuming roles alone, which is no question: it stands apart from those that may be asked. */
export const loadSts = () => import("@aws-sdk/client-sts");

export type Service = keyof typeof sdks;
export type Sdks = { readonly [S in Service]: Awaited<ReturnType<(typeof sdks)[S]>> };
