import type { Account } from "../../../aws/account.ts";
import { AwsProblem } from "../../../aws/aws-problem.ts";
import { type Balancer, readAttributes, readBalancer } from "../../balancer.ts";
import type { LoadBalancerRef } from "../../fields/field-builders.ts";

/** Whether a load balancer logs, and where. */
type LogPlace = { readonly kind: "off"; readonly balancer: Balancer } | Logging;

export interface Logging {
  readonly kind: "on";
  readonly balancer: Balancer;
  readonly bucket: string;
  /** Of every key: "prefix/AWSLogs/123456789012/elasticloadbalancing/eu-west-1/". */
  readonly folder: string;
  /** Of every file's name: "123456789012_elasticloadbalancing_eu-west-1_app.shop.50dc6c495c0c9188_". */
  readonly name: string;
  /** As the lines and Athena's table have it: "app/shop/50dc6c495c0c9188". */
  readonly elb: string;
  /** idle_timeout.timeout_seconds; null where it was not among the attributes. */
  readonly idleTimeoutSeconds: number | null;
}

/** Reads the attributes that say so. Rejects with AwsProblem. */
export async function readLogPlace(
  account: Account,
  loadBalancer: LoadBalancerRef,
  signal: AbortSignal,
): Promise<LogPlace> {
  const balancer = await readBalancer(account, loadBalancer, signal);
  const read = await readAttributes(account, balancer.arn, signal);
  const value = (name: string) => read.attributes.get(`access_logs.s3.${name}`) ?? "";
  if (value("enabled") !== "true") return { kind: "off", balancer };
  const prefix = value("prefix").replace(/(?<!\/)\/+$/, "");
  const { idleTimeoutSeconds } = read;
  const names = namesOf(balancer.arn, prefix);
  return { kind: "on", balancer, bucket: value("bucket"), ...names, idleTimeoutSeconds };
}

/** Source: ELB user guide, "Access log files": the resource id's slashes become periods. */
function namesOf(arn: string, prefix: string) {
  const [, region = "", id = "", resource = ""] =
    /^arn:[\w-]+:elasticloadbalancing:([\w-]+):(\d+):loadbalancer\/(.+)$/.exec(arn) ?? [];
  if (resource === "") throw new AwsProblem("other", `${arn} is no load balancer's ARN.`);
  const begin = prefix === "" ? "" : `${prefix}/`;
  return {
    folder: `${begin}AWSLogs/${id}/elasticloadbalancing/${region}/`,
    name: `${id}_elasticloadbalancing_${region}_${resource.replaceAll("/", ".")}_`,
    elb: resource,
  };
}
