import { BlockList, isIPv4, isIPv6 } from "node:net";

/** Which addresses the bot may connect to: one rule for what it sends and for what it measures. */
export interface Guard {
  /** Whether the bot must not connect to this address, whoever registered, resolved or typed it; true for what is no address. */
  readonly isForbidden: (address: string) => boolean;
  /** Whether an address that a responder typed lies in one of the networks that the operator named. */
  readonly isInside: (address: string) => boolean;
}

/** What an operator says of addresses. */
export interface GuardSettings {
  /** Networks in which a responder may name an address, such as 10.0.0.0/8; none when absent. */
  readonly networks?: readonly string[];
  /** The machine of the bot itself, where the practice servers listen. */
  readonly allowLoopback?: boolean;
}

export function createGuard({ networks = [], allowLoopback = false }: GuardSettings = {}): Guard {
  const named = listOf(networks);
  const isForbidden = (text: string) => {
    const address = plainAddress(text);
    if (address === null || holds(never, address)) return true;
    return !allowLoopback && holds(loopback, address);
  };
  const isInside = (text: string) => {
    const address = plainAddress(text);
    return address !== null && !isForbidden(address) && holds(named, address);
  };
  return { isForbidden, isInside };
}

/**
 * The one spelling of an address, so that two can be compared: an IPv6 address that stands for an IPv4 one (mapped, compatible,
 * NAT64, 6to4, ISATAP) is that. Null for what is none as it stands: names, zones, and IPv4 in octal, hexadecimal or one number.
 */
export function plainAddress(text: string): string | null {
  if (isIPv4(text)) return text;
  if (!isIPv6(text) || text.includes("%")) return null;
  const shown = new URL(`http://[${text}]`).hostname.slice(1, -1);
  return embeddedIn(groupsOf(shown)) ?? shown;
}

/** Whether this names a network: an address and the number of bits, such as 10.0.0.0/8 or fd00:1::/32. */
export function isNetwork(text: string): boolean {
  const [net = "", bits = "", ...more] = text.split("/");
  const most = isIPv4(net) ? 32 : 128;
  return (
    more.length === 0 &&
    /^\d{1,3}$/.test(bits) &&
    Number(bits) <= most &&
    (isIPv4(net) || (isIPv6(net) && !net.includes("%")))
  );
}

/** The eight numbers of an IPv6 address in the URL's spelling. */
function groupsOf(shown: string): readonly number[] {
  const [left = "", right] = shown.split("::");
  const numbers = (part: string) =>
    part === "" ? [] : part.split(":").map((hex) => Number.parseInt(hex, 16));
  const [head, tail] = [numbers(left), numbers(right ?? "")];
  return [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail];
}

/** The IPv4 address that an IPv6 one carries to where it is translated or tunnelled; null where it carries none. */
function embeddedIn(groups: readonly number[]): string | null {
  const [
    first = 0,
    second = 0,
    third = 0,
    fourth = 0,
    fifth = 0,
    sixth = 0,
    seventh = 0,
    last = 0,
  ] = groups;
  const isZero = (...some: readonly number[]) => some.every((group) => group === 0);
  const atEnd = dotted(seventh, last);
  if (isZero(first, second, third, fourth)) {
    // Mapped, translated (RFC 2765) and compatible ones; :: and ::1 are addresses of their own.
    if (isZero(fifth) && sixth === 0xffff) return atEnd;
    if (fifth === 0xffff && isZero(sixth)) return atEnd;
    if (isZero(fifth, sixth) && seventh !== 0) return atEnd;
  }
  if (first === 0x64 && second === 0xff9b && isZero(third, fourth, fifth, sixth)) return atEnd;
  if (first === 0x2002) return dotted(second, third);
  if (first === 0x2001 && isZero(second)) return dotted(seventh ^ 0xffff, last ^ 0xffff);
  if ((fifth & 0xfdff) === 0 && sixth === 0x5efe) return atEnd;
  return null;
}

const dotted = (high: number, low: number): string =>
  [high >> 8, high & 0xff, low >> 8, low & 0xff].join(".");

/** Nobody serves a website there: link-local and metadata services of any cloud, multicast, no address at all. */
const never = listOf([
  "0.0.0.0/8",
  "169.254.0.0/16",
  "192.0.0.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
  // Metadata of Alibaba Cloud, and the platform's own address in Azure.
  "100.100.100.200/32",
  "168.63.129.16/32",
  "::/128",
  "fe80::/10",
  "fec0::/10",
  "ff00::/8",
  // What else NAT64 may translate hides an IPv4 address where only its operator knows.
  "64:ff9b::/32",
  // The metadata, DNS and time services of EC2 in IPv6; metadata of Google Cloud and Scaleway.
  "fd00:ec2::/32",
  "fd20:ce::254/128",
  "fd00:42::42/128",
]);

const loopback = listOf(["127.0.0.0/8", "::1/128"]);

const holds = (list: BlockList, address: string): boolean =>
  list.check(address, isIPv4(address) ? "ipv4" : "ipv6");

function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [net = "", bits] = network.split("/");
    list.addSubnet(net, Number(bits), isIPv4(net) ? "ipv4" : "ipv6");
  }
  return list;
}
