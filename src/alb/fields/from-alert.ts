import { type Alert, plain } from "#language";
import { partitionOf } from "../../aws/partitions.ts";

/**
 * What of an alert names its load balancer: an ARN, where region and account are known; else a DNS name, a name, or the beginning
 * of the name that the AWS Load Balancer Controller gives to that of an Ingress.
 */
export function balancerIn(alert: Alert): string | undefined {
  const { dimensions, labels, text, title, link = "" } = alert;
  const all = [...Object.entries(dimensions), ...Object.entries(labels)];
  const named = all.filter(([name]) => names.has(plain(name))).map(([, value]) => value);
  const said = [...all.map(([, value]) => value), title, text, link].join("\n");
  return (
    arnIn([...named, said].join("\n")) ??
    fromDimension([...named, said].join("\n"), alert) ??
    dnsNameIn([...named, said].join("\n")) ??
    named.find((name) => plainName.test(name)) ??
    ofIngress(alert)
  );
}

/** "LoadBalancer", "load_balancer", "dimension_LoadBalancer", "alb", … */
const names = new Set(["loadbalancer", "loadbalancername", "alb", "albname", "elb", "elbname"]);

const arnIn = (said: string): string | undefined => {
  const [arn] = balancerArn.exec(said) ?? [];
  return arn;
};

const balancerArn =
  /\barn:aws[a-z-]{0,20}:elasticloadbalancing:[a-z0-9-]{1,30}:\d{12}:loadbalancer\/app\/[\w-]{1,32}\/[0-9a-f]{16}\b/;

/** "app/orders/50dc6c495c0c9188" is the end of an ARN. */
function fromDimension(said: string, { region, account }: Alert): string | undefined {
  const [dimension, name] = /\bapp\/([\w-]{1,32})\/[0-9a-f]{16}\b/.exec(said) ?? [];
  if (dimension === undefined) return undefined;
  if (region === undefined || account === undefined) return name;
  return `arn:${partitionOf(region)}:elasticloadbalancing:${region}:${account}:loadbalancer/${dimension}`;
}

/** shop-1234567890.eu-central-1.elb.amazonaws.com */
const dnsNameIn = (said: string): string | undefined =>
  (said.match(/[a-z0-9.-]+/gi) ?? []).find((word) => dnsName.test(word));

const dnsName =
  /^(?:dualstack\.)?[a-z0-9-]{3,70}\.[a-z0-9-]{1,30}\.elb\.amazonaws\.com(?:\.cn)?\.?$/i;

const plainName = /^[a-z0-9][a-z0-9-]{0,31}$/i;

/** "k8s-" and eight letters each of namespace and name: https://kubernetes-sigs.github.io/aws-load-balancer-controller/ */
function ofIngress({ labels }: Alert): string | undefined {
  const known = new Map(Object.entries(labels).map(([name, value]) => [plain(name), value]));
  const ingress = known.get("ingress") ?? known.get("ingressname");
  const namespace = known.get("exportednamespace") ?? known.get("namespace");
  if (ingress === undefined || namespace === undefined) return undefined;
  const part = (text: string) => text.replaceAll(/[^a-z0-9]/gi, "").slice(0, 8);
  return `k8s-${part(namespace)}-${part(ingress)}-`;
}
