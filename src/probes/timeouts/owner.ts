/** Tags by key. */
export type Tags = { readonly [key: string]: string };

/**
 * Who manages a load balancer by its tags, and where a change of its idle timeout belongs so that nobody undoes it; null when
 * the tags name nobody. One or two sentences.
 */
export function ownerSays(tags: Tags): string | null {
  for (const owner of owners) {
    const says = owner(tags);
    if (says !== null) return says;
  }
  return null;
}

const owners: readonly ((tags: Tags) => string | null)[] = [
  loadBalancerController,
  beanstalk,
  cloudFormation,
  tool,
  cluster,
];

/** https://kubernetes-sigs.github.io/aws-load-balancer-controller, "Resource tags". */
function loadBalancerController(tags: Tags): string | null {
  const inCluster = tags["elbv2.k8s.aws/cluster"];
  const stack = tags["ingress.k8s.aws/stack"];
  if (inCluster === undefined && stack === undefined) return null;
  const ingress = stack === undefined ? "" : ` for the ingress ${stack}`;
  const where = inCluster === undefined ? "" : ` in the cluster ${inCluster}`;
  return `The AWS Load Balancer Controller manages this load balancer${ingress}${where}. Change the idle timeout with the annotation alb.ingress.kubernetes.io/load-balancer-attributes: idle_timeout.timeout_seconds=… (or in its IngressClassParams); the controller puts back a change made by hand.`;
}

function beanstalk(tags: Tags): string | null {
  const environment = tags["elasticbeanstalk:environment-name"];
  if (environment === undefined) return null;
  return `Elastic Beanstalk manages this load balancer for the environment ${environment}. Change the idle timeout in the environment's configuration; a change made by hand is lost when the environment is rebuilt.`;
}

function cloudFormation(tags: Tags): string | null {
  const stack = tags["aws:cloudformation:stack-name"];
  if (stack === undefined) return null;
  const resource = tags["aws:cloudformation:logical-id"];
  const which = resource === undefined ? "" : ` (resource ${resource})`;
  return `The CloudFormation stack ${stack}${which} manages this load balancer. Change the idle timeout in its template (LoadBalancerAttributes); a later update of the stack can undo a change made by hand.`;
}

/** Terraform and its like leave no tags of their own; these are what teams write by convention. */
function tool(tags: Tags): string | null {
  for (const [key, value] of Object.entries(tags)) {
    const name = tools.find((known) => saysTool(key, value, known.toLowerCase()));
    if (name !== undefined) {
      return `Tags say that ${name} manages this load balancer (${key}: ${value}). Change the idle timeout there; its next run undoes a change made by hand.`;
    }
  }
  return null;
}

const tools = ["Terraform", "Terragrunt", "OpenTofu", "Pulumi", "Crossplane", "Ansible"];

/** "terraform: true" or "ManagedBy: terraform", but not a name that happens to hold the word. */
function saysTool(key: string, value: string, name: string): boolean {
  if (key.toLowerCase().includes(name)) return !/^(false|no|0)$/i.test(value);
  const about = /(managed|provisioned|created|deployed|maintained)[-_ ]?(by|with)|iac|tool/i;
  return about.test(key) && value.toLowerCase().includes(name);
}

function cluster(tags: Tags): string | null {
  const prefix = "kubernetes.io/cluster/";
  const key = Object.keys(tags).find((name) => name.startsWith(prefix));
  if (key === undefined) return null;
  return `Tags connect this load balancer with the Kubernetes cluster ${key.slice(prefix.length)} (${tags[key]}). Look there first: a controller may put back a change made by hand.`;
}
