import { BlockList, isIP, isIPv4 } from "node:net";

/** Nobody serves a website there: link-local and metadata services, multicast, no address at all. The bot never connects to these. */
const never = listOf([
  ["0.0.0.0", 8],
  ["169.254.0.0", 16],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
  ["::", 128],
  ["fe80::", 10],
  ["ff00::", 8],
  // The instance metadata, DNS and time services of EC2 in IPv6.
  ["fd00:ec2::", 32],
  // Link-local addresses of IPv4 as NAT64, 6to4 and IPv4-compatible ones write them.
  ["64:ff9b::a9fe:0", 112],
  ["2002:a9fe::", 32],
  ["::a9fe:0", 112],
]);

/** What may be an instance in a VPC (RFC 1918, RFC 6598, RFC 4193). */
const inside = listOf([
  ["10.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["100.64.0.0", 10],
  ["fc00::", 7],
]);

/** Whether the bot must not connect to this address, whoever registered or typed it; true for what is no address. */
export const isForbidden = (address: string): boolean =>
  isIP(address) === 0 || holds(never, address);

/** Whether an address that a responder typed may be that of an instance in a VPC. */
export const isInside = (address: string): boolean =>
  !isForbidden(address) && holds(inside, address);

/** One spelling for each address, so that two can be compared. */
export const canonical = (address: string): string =>
  isIP(address) === 6 ? new URL(`http://[${address}]`).hostname.slice(1, -1) : address;

/** An IPv6 address that stands for an IPv4 one is looked up as that. */
function holds(list: BlockList, address: string): boolean {
  return list.check(address, isIPv4(address) ? "ipv4" : "ipv6");
}

function listOf(ranges: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList();
  for (const [net, bits] of ranges) list.addSubnet(net, bits, isIPv4(net) ? "ipv4" : "ipv6");
  return list;
}
