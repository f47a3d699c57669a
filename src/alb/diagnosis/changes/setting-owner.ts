/** Tags by key. */
export type Tags = { readonly [key: string]: string };

/**
 * Who manages a load balancer by its tags, and what to write there so that nobody undoes a change of its idle timeout to so many
 * seconds; null when the tags name nobody. One or two sentences.
 */
export function ownerSays(tags: Tags, seconds?: number): string | null {
  const value = seconds === undefined ? "…" : String(seconds);
  for (const owner of owners) {
    const says = owner(tags, value);
    if (says !== null) return says;
  }
  return null;
}

type Owner = (tags: Tags, value: string) => string | null;

const owners: readonly Owner[] = [loadBalancerController, beanstalk, cloudFormation, tool, cluster];

/** https://kubernetes-sigs.github.io/aws-load-balancer-controller, "Resource tags". */
function loadBalancerController(tags: Tags, value: string): string | null {
  const inCluster = tags["elbv2.k8s.aws/cluster"];
  const stack = tags["ingress.k8s.aws/stack"];
  if (inCluster === undefined && stack === undefined) return null;
  const ingress = stack === undefined ? "" : ` for the ingress ${stack}`;
  const where = inCluster === undefined ? "" : ` in the cluster ${inCluster}`;
  return `The AWS Load Balancer Controller manages this load balancer${ingress}${where}. Set the annotation alb.ingress.kubernetes.io/load-balancer-attributes: idle_timeout.timeout_seconds=${value} (or in its IngressClassParams); the controller puts back a change made by hand.`;
}

/** https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environment-resources.html names the resource. */
function beanstalk(tags: Tags, value: string): string | null {
  const environment = tags["elasticbeanstalk:environment-name"];
  if (environment === undefined) return null;
  return `Elastic Beanstalk manages this load balancer for the environment ${environment}. Set LoadBalancerAttributes of the resource AWSEBV2LoadBalancer in .ebextensions (idle_timeout.timeout_seconds: "${value}"); a change made by hand is lost when the environment is updated or rebuilt.`;
}

function cloudFormation(tags: Tags, value: string): string | null {
  const stack = tags["aws:cloudformation:stack-name"];
  if (stack === undefined) return null;
  const resource = tags["aws:cloudformation:logical-id"];
  const which = resource === undefined ? "" : ` (resource ${resource})`;
  return `The CloudFormation stack ${stack}${which} manages this load balancer. Set LoadBalancerAttributes in its template (Key: idle_timeout.timeout_seconds, Value: "${value}"); a later update of the stack can undo a change made by hand.`;
}

/** Terraform and its like leave no tags of their own; these are what teams write by convention. */
function tool(tags: Tags, seconds: string): string | null {
  for (const [key, value] of Object.entries(tags)) {
    const name = tools.find((known) => saysTool(key, value, known.toLowerCase()));
    if (name !== undefined) {
      const setting = terraforms.has(name) ? ` (idle_timeout = ${seconds})` : "";
      return `Tags say that ${name} manages this load balancer (${key}: ${value}). Change the idle timeout there${setting}; its next run undoes a change made by hand.`;
    }
  }
  return null;
}

const tools = ["Terraform", "Terragrunt", "OpenTofu", "Pulumi", "Crossplane", "Ansible"];
/** github.com/hashicorp/terraform-provider-aws, website/docs/r/lb.html.markdown: idle_timeout */
const terraforms: ReadonlySet<string> = new Set(["Terraform", "Terragrunt", "OpenTofu"]);

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
