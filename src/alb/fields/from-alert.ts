import { type Alert, byPlainName, plainName } from "#language";
import { partitionOf } from "../../aws/regions.ts";

/**
 * What of an alert names its load balancer: an ARN, where region and account are known; else a DNS name, a name, or the beginning
 * of the name that the AWS Load Balancer Controller gives to that of an Ingress.
 */
export function balancerFromAlert(alert: Alert): string | undefined {
  const { dimensions, labels, text, title, link = "" } = alert;
  const all = [...Object.entries(dimensions), ...Object.entries(labels)];
  const named = all.filter(([name]) => names.has(plainName(name))).map(([, value]) => value);
  const said = [...all.map(([, value]) => value), title, text, link].join("\n");
  const found = foundIn(named.join("\n"), said, alert) ?? foundIn(said, said, alert);
  if (found === "several") return undefined;
  return found ?? one(named.filter((name) => bareName.test(name))) ?? ofIngress(alert);
}

/** What a text names in the surest way that it names anything, and "several" where that is more than one. */
function foundIn(text: string, said: string, alert: Alert): string | undefined {
  const dimensions = unique(text.match(dimension));
  for (const found of [unique(text.match(arn)), dimensions, dnsNamesIn(text)]) {
    const [first, ...others] = found;
    if (first === undefined) continue;
    if (others.length > 0) return "several";
    return found === dimensions ? wholeOf(first, said, alert) : first;
  }
  return undefined;
}

const unique = (found: Iterable<string> | null): readonly string[] => [...new Set(found ?? [])];

const one = (found: readonly string[]): string | undefined => {
  const [first, ...others] = unique(found);
  return others.length > 0 ? undefined : first;
};

/** "LoadBalancer", "load_balancer", "dimension_LoadBalancer", "alb", … */
const names = new Set(["loadbalancer", "loadbalancername", "alb", "albname", "elb", "elbname"]);

const arn =
  /\barn:aws[a-z-]{0,20}:elasticloadbalancing:[a-z0-9-]{1,30}:\d{12}:loadbalancer\/app\/[\w-]{1,32}\/[0-9a-f]{16}\b/g;

const dimension = /\bapp\/[\w-]{1,32}\/[0-9a-f]{16}\b/g;

/** "app/orders/50dc6c495c0c9188" is the end of an ARN: of one that stands there, or of the one that region and account make. */
function wholeOf(end: string, said: string, { region, account }: Alert): string | undefined {
  const written = one((said.match(arn) ?? []).filter((whole) => whole.endsWith(`/${end}`)));
  if (written !== undefined) return written;
  if (region === undefined || account === undefined) return end.split("/")[1];
  return `arn:${partitionOf(region)}:elasticloadbalancing:${region}:${account}:loadbalancer/${end}`;
}

/** shop-1234567890.eu-central-1.elb.amazonaws.com */
const dnsNamesIn = (said: string): readonly string[] =>
  unique((said.match(/[a-z0-9.-]+/gi) ?? []).filter((word) => dnsName.test(word)));

const dnsName =
  /^(?:dualstack\.)?[a-z0-9-]{3,70}\.[a-z0-9-]{1,30}\.elb\.amazonaws\.com(?:\.cn)?\.?$/i;

const bareName = /^[a-z0-9][a-z0-9-]{0,31}$/i;

/** "k8s-" and eight letters each of namespace and name: https://kubernetes-sigs.github.io/aws-load-balancer-controller/ */
function ofIngress({ labels }: Alert): string | undefined {
  const known = byPlainName(labels);
  const ingress = known.get("ingress") ?? known.get("ingressname");
  const namespace = known.get("exportednamespace") ?? known.get("namespace");
  if (ingress === undefined || namespace === undefined) return undefined;
  const part = (text: string) => text.replaceAll(/[^a-z0-9]/gi, "").slice(0, 8);
  return `k8s-${part(namespace)}-${part(ingress)}-`;
}
