import { shownUrl } from "#language";
import { quoteForShell } from "../../../language/texts/shell-quote.ts";
import type { Guard } from "../../../probes/network-guard.ts";
import type { Permits } from "../../../probes/request-permits.ts";
import type { Lookup } from "../../../probes/system-names.ts";
import type { Balancer, Listener } from "../../balancer.ts";
import { isAmong } from "../traffic/listener-rule-hosts.ts";
import type { RequestPlan } from "./requests.ts";

export type Planned =
  | { readonly kind: "planned"; readonly plan: RequestPlan; readonly query: string }
  /** Why no request can be sent, in a sentence. */
  | { readonly kind: "impossible"; readonly why: string };

/** What somebody asked for; what is absent has a default. */
export interface RetestRequest {
  readonly facts: {
    readonly url?: string;
    readonly count?: number;
    /** Seconds. */
    readonly pause?: number;
  };
  readonly method: RequestPlan["method"];
}

export interface RequestTarget {
  readonly balancer: Balancer;
  readonly listeners: readonly Listener[];
  /** The hosts that the rules of a listener name. Rejects with AwsProblem. */
  readonly ruleHosts: (listener: Listener) => Promise<readonly string[]>;
}

/** What is looked up and what is allowed. */
export interface PlanLimits {
  readonly resolve: Lookup;
  readonly guard: Guard;
  /** Hosts that the operator allows besides those of rules. */
  readonly hosts: readonly string[];
}

/**
 * What the facts url, count and pause ask for, through the load balancer's own addresses and one of its listeners, for a host
 * that its rules or the operator name. Rejects with AwsProblem when the rules cannot be read.
 */
export async function planRequests(
  asked: RetestRequest,
  site: RequestTarget,
  limits: PlanLimits,
): Promise<Planned> {
  const { facts, method } = asked;
  const { balancer, listeners } = site;
  const url = urlOf(facts.url, balancer, listeners);
  if (url === null) return impossible(noUrl(facts.url, balancer));
  const listener = listenerFor(url, listeners, facts.url !== undefined);
  if (listener === undefined) return impossible(noListener(url, balancer, listeners));
  if (!(await isServed(url, listener, site, limits))) return impossible(noHost(url, balancer));
  const found = await limits.resolve(balancer.dnsName).catch(() => []);
  const addresses = found.filter((address) => !limits.guard.isForbidden(address));
  if (addresses.length === 0) return impossible(noAddress(balancer, found));
  const plan = {
    ...{ url, method, addresses, port: listener.port, timeoutMs: 15_000 },
    count: within(facts.count, 20, 1, 500),
    pauseSeconds: within(facts.pause, 0.5, leastPauseSeconds, 60),
  };
  return { kind: "planned", plan, query: curlLine(plan) };
}

/** No more than five requests a second, whatever is asked for. */
const leastPauseSeconds = 0.2;

async function isServed(
  { hostname }: URL,
  listener: Listener,
  { balancer: { dnsName }, ruleHosts }: RequestTarget,
  { hosts }: PlanLimits,
): Promise<boolean> {
  if (isAmong(hostname, [dnsName, ...hosts])) return true;
  return isAmong(hostname, await ruleHosts(listener));
}

const impossible = (why: string): Planned => ({ kind: "impossible", why });

/** The same request by hand, as one line for a shell; the query is left to who pastes it, for it may hold a token. */
function curlLine({ url, method, addresses, port }: RequestPlan): string {
  const head = method === "HEAD" ? ["-I"] : ["-s", "-o", "/dev/null", "-D", "-"];
  const asked = url.port || (url.protocol === "https:" ? "443" : "80");
  const [address = ""] = addresses;
  const target = address.includes(":") ? `[${address}]` : address;
  const through = `${url.hostname}:${asked}:${target}:${port}`;
  // Without it curl takes [1-9] and {a,b} in a URL for many requests.
  const shown = shownUrl(url.href);
  const globoff = /[[\]{}]/.test(shown) ? ["--globoff"] : [];
  const words = ["curl", ...head, ...globoff, "--connect-to", through, shown];
  return words.map(quoteForShell).join(" ");
}

function urlOf(
  typed: string | undefined,
  balancer: Balancer,
  listeners: readonly Listener[],
): URL | null {
  if (typed !== undefined && typed.trim() !== "") {
    const url = URL.parse(typed.trim());
    return url !== null && /^https?:$/.test(url.protocol) ? url : null;
  }
  const listener = preferred(listeners);
  if (listener === undefined || balancer.dnsName === "") return null;
  return URL.parse(`${listener.protocol.toLowerCase()}://${balancer.dnsName}:${listener.port}/`);
}

/** HTTP first: behind HTTPS the certificate is the site's, not that of the load balancer's own name. */
const preferred = (listeners: readonly Listener[]) =>
  listeners.find(({ protocol }) => protocol === "HTTP") ??
  listeners.find(({ protocol }) => protocol === "HTTPS");

/** The listener at the URL's port; a typed URL without a port also fits the only listener of its scheme. */
function listenerFor(url: URL, listeners: readonly Listener[], typed: boolean) {
  const scheme = url.protocol === "https:" ? "HTTPS" : "HTTP";
  const port = Number(url.port || (scheme === "HTTPS" ? 443 : 80));
  const sameScheme = listeners.filter(({ protocol }) => protocol === scheme);
  const exact = sameScheme.find((listener) => listener.port === port);
  const only = typed && url.port === "" && sameScheme.length === 1 ? sameScheme[0] : undefined;
  return exact ?? only;
}

const noUrl = (typed: string | undefined, { name }: Balancer) =>
  typed === undefined || typed === ""
    ? `No fresh requests were sent: ${name} has no HTTP or HTTPS listener.`
    : `No fresh requests were sent: “${shownUrl(typed).slice(0, 100)}” is not an http or https address.`;

function noListener(url: URL, { name }: Balancer, listeners: readonly Listener[]): string {
  const there = listeners.map(({ protocol, port }) => `${protocol} ${port}`).join(", ");
  return `No fresh requests were sent: ${name} does not listen for ${url.origin} (it has ${there || "no listeners"}).`;
}

const noHost = ({ hostname }: URL, { name }: Balancer): string =>
  `No fresh requests were sent: no rule of ${name} names the host ${hostname}. Leave the URL out, name a host of a rule, or ask your operator to allow it (HANDRAIL_SENDING_HOSTS).`;

const noAddress = ({ dnsName }: Balancer, found: readonly string[]): string =>
  found.length === 0
    ? `No fresh requests were sent: ${dnsName} has no address here.`
    : `No fresh requests were sent: ${dnsName} leads to ${found.slice(0, 3).join(", ")}, where Handrail connects to nothing (its own machine, link-local and metadata addresses).`;

const within = (value = Number.NaN, initial: number, least: number, most: number) =>
  Number.isFinite(value) ? Math.min(most, Math.max(least, value)) : initial;

export type Sending = PlanLimits & { readonly permits: Permits };
