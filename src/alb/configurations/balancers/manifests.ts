import { wholeSeconds } from "../duration-units.ts";
import {
  child,
  entriesOf,
  entryAt,
  itemsOf,
  mapsOf,
  scalarsOf,
  type Tree,
  type TreeEntry,
  textOf,
} from "../formats/tree.ts";
import type { Found, Source, Value } from "../found-values.ts";
import { valueFrom } from "../read-value.ts";
import { loadBalancerServer } from "../reading.ts";

/** How long a load balancer of AWS keeps idle connections, where a manifest, a template or an answer of AWS says so. */
export function balancersInManifests(tree: Tree, { file }: Source): readonly Found[] {
  const found = (text: string, line: number): Found =>
    balancerServer(secondsIn(text, tree), file, line);
  const foreign = attributesOfNetworks(tree);
  const attributes = [...mapsOf(tree)].flatMap((map) => {
    if (textOf(child(map, "key")?.value) !== attribute || foreign.has(map)) return [];
    const value = child(map, "value");
    return value === undefined ? [] : [found(writtenIn(value.value), value.line)];
  });
  const isNetwork = [...scalarsOf(tree)].some(
    ({ path, scalar }) =>
      path.endsWith("aws-load-balancer-type") && /^(?:nlb|nlb-ip|external)$/.test(scalar.text),
  );
  const annotations = [...scalarsOf(tree)].flatMap(({ path, scalar }) => {
    if (path.endsWith(classicAnnotation) && !isNetwork) return [found(scalar.text, scalar.line)];
    const own = path.endsWith(annotation) ? idleAttributeIn(scalar.text) : undefined;
    return own === undefined ? [] : [found(own, scalar.line)];
  });
  return [...attributes, ...annotations, ...settingsIn(tree, found)].slice(0, mostBalancers);
}

/** A network load balancer keeps no connection that it would reuse. */
function attributesOfNetworks(tree: Tree): ReadonlySet<Tree> {
  const networks = [...mapsOf(tree)].filter((map) =>
    /^(?:network|gateway)$/.test(textOf(child(map, "Type")?.value) ?? ""),
  );
  return new Set(networks.flatMap((map) => itemsOf(child(map, "LoadBalancerAttributes")?.value)));
}

/** A value's text; that of { "Ref": "Name" } is the parameter's name. */
const writtenIn = (value: Tree): string =>
  textOf(value) ?? textOf(child(value, "Ref")?.value) ?? "$";

const attribute = "idle_timeout.timeout_seconds";
export const annotation = "alb.ingress.kubernetes.io/load-balancer-attributes";
const classicAnnotation = "service.beta.kubernetes.io/aws-load-balancer-connection-idle-timeout";

/** In "a=1,idle_timeout.timeout_seconds=120" the last. */
export function idleAttributeIn(text: string): string | undefined {
  const pairs = text
    .slice(0, 5000)
    .split(",")
    .map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${attribute}=`))?.slice(attribute.length + 1);
}

/** Classic load balancers of CloudFormation and Elastic Beanstalk, modules of Ansible. */
function settingsIn(tree: Tree, found: (text: string, line: number) => Found): readonly Found[] {
  return [...mapsOf(tree)].flatMap((map) => {
    const entries = [
      entryAt(map, "ConnectionSettings", "IdleTimeout"),
      entryAt(map, "aws:elb:policies", "ConnectionSettingIdleTimeout"),
      entryAt(map, "aws:elbv2:loadbalancer", "IdleTimeout"),
      ...terraform(map),
      ...modules.map((name) => entryAt(map, name, "idle_timeout")),
    ];
    const option = textOf(child(map, "option_name")?.value) ?? "";
    const isOption =
      option === "ConnectionSettingIdleTimeout" ||
      (option === "IdleTimeout" &&
        textOf(child(map, "namespace")?.value) === "aws:elbv2:loadbalancer");
    const named = isOption ? child(map, "value") : undefined;
    return [...entries, named].flatMap((entry) =>
      entry === undefined ? [] : [found(writtenIn(entry.value), entry.line)],
    );
  });
}

/** Resources of Terraform in JSON, as the CDK for Terraform writes them: {"aws_lb": {"name": {"idle_timeout": 120}}}; and Pulumi's. */
function terraform(map: Tree): readonly TreeEntry[] {
  const named = ["aws_lb", "aws_alb", "aws_elb"].flatMap((type) => {
    const resources = child(map, type)?.value;
    return entriesOf(resources).map(({ value }) => value);
  });
  const isPulumi = /^aws:(?:lb|alb|elb):LoadBalancer$/.test(
    textOf(child(map, "type")?.value) ?? "",
  );
  const own = isPulumi ? [child(map, "properties")?.value] : [];
  return [...named, ...own].flatMap((one) => {
    const type = textOf(
      (child(one, "load_balancer_type") ?? child(one, "loadBalancerType"))?.value,
    );
    if (type === "network" || type === "gateway") return [];
    return child(one, "idle_timeout") ?? child(one, "idleTimeout") ?? [];
  });
}

const modules = ["elb_application_lb", "elb_classic_lb"].flatMap((name) => [
  name,
  `amazon.aws.${name}`,
  `community.aws.${name}`,
]);

/** A number, or a parameter of the template with what applies where nobody gives it. */
function secondsIn(text: string, tree: Tree): Value {
  const plain = text.trim();
  if (/^\d{1,5}$/.test(plain)) return valueFrom(plain, wholeSeconds);
  const name = plain.replace(/^\$\{(?:var\.)?|\}$/g, "");
  const byDefault = textOf(
    (entryAt(tree, "Parameters", name, "Default") ?? entryAt(tree, "variable", name, "default"))
      ?.value,
  );
  return byDefault !== undefined && /^\d{1,5}$/.test(byDefault)
    ? valueFrom(`\${X:-${byDefault}}`, wholeSeconds)
    : valueFrom(/[$&{]/.test(plain) ? plain : "$", wholeSeconds);
}

/** What a load balancer is in the readings: the client of the servers behind it. */
export const balancerServer = (value: Value, file: string, line: number): Found => ({
  server: loadBalancerServer,
  side: "client",
  value,
  file,
  line,
});

const mostBalancers = 50;
