import type { Answers } from "#language";
import { factOf, replaceFacts, Unfilled } from "../../language/texts/fill.ts";
import type { Guard } from "../network-guard.ts";

/** What an operator says of the hosts that runbooks may ask: "shop.example", or "*.shop.example" for all below it. */
export const isAllowedHost = (host: string, allowed: readonly string[]): boolean =>
  allowed.some((pattern) => {
    const [name, wanted] = [host.toLowerCase().replace(/\.$/, ""), pattern.toLowerCase()];
    return wanted.startsWith("*.") ? name.endsWith(wanted.slice(1)) : name === wanted;
  });

/**
 * The address of a step with its facts: a fact that is all of it as it is, one in the host as a host, others as one part of a path
 * or query. Throws Unfilled for what is no address, holds a name and password, or is for a host that the operator does not allow.
 */
export function addressOf(template: string, facts: Answers, allowed: readonly string[]): URL {
  const isWhole = /^\{\w+\}$/.test(template);
  const pathAt = template.indexOf("/", template.indexOf("//") + 2);
  const written = replaceFacts(template, (name, at) => {
    const value = factOf(name, facts);
    if (isWhole) return value;
    if (pathAt >= 0 && at > pathAt) return partOf(value, name);
    if (/^[\w.-]+(:\d{1,5})?$/.test(value)) return value;
    throw new Unfilled(`The answer “${name}” is no host, so nothing was asked.`);
  });
  const url = URL.parse(written);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "")
    throw new Unfilled(
      "What was answered makes no address of http or https without a password in it.",
    );
  if (!isAllowedHost(url.hostname, allowed))
    throw new Unfilled(
      `${url.hostname} is not among the hosts that runbooks may ask, so nothing was asked. Whoever runs this bot names them in HANDRAIL_CHECK_HOSTS.`,
    );
  return url;
}

function partOf(value: string, name: string): string {
  if (/^\.{1,2}$/.test(value)) throw new Unfilled(`The answer “${name}” is no part of an address.`);
  return encodeURIComponent(value);
}

/** The first address to connect to. Throws Unfilled where one of them is never to be connected to, wherever a name leads. */
export function safeAddress(addresses: readonly string[], guard: Guard): string | undefined {
  const forbidden = addresses.find(guard.isForbidden);
  if (forbidden !== undefined)
    throw new Unfilled(
      `The name leads to ${forbidden}, to which Handrail never connects (metadata, link-local and the like).`,
    );
  return addresses[0];
}
