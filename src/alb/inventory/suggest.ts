import type { Suggested } from "#language";
import type { Inventory, KnownBalancer } from "./inventory.ts";

/** The most that one menu shows. */
const most = 25;

/**
 * The Application Load Balancers that what is typed so far may mean, the likeliest first: by name, DNS name, host of a rule, tag.
 * Answers from what is remembered; it waits only where nothing is yet, and until the signal ends at most.
 */
export async function suggest(
  inventories: readonly Inventory[],
  typed: string,
  signal: AbortSignal,
): Promise<Suggested> {
  // Whoever types wants what there is now: the next letter has it.
  const reading = inventories.map((one) => one.revive(signal));
  const isNew = inventories.every((one) => one.last().length === 0);
  if (isNew) await Promise.all(reading);
  const wanted = typed.trim().toLowerCase();
  const ranked = inventories
    .flatMap((one) => one.last())
    .filter(({ type }) => type === "application")
    .flatMap((known) => rankOf(wanted, known) ?? [])
    .sort((one, other) => one.rank - other.rank || one.known.name.localeCompare(other.known.name));
  return {
    found: ranked
      .slice(0, most)
      .map(({ known, by }) => ({ typed: known.arn, label: labelOf(known, by) })),
    unread: [...new Set(inventories.flatMap((one) => one.trouble()?.name ?? []))],
  };
}

interface Ranked {
  readonly known: KnownBalancer;
  readonly rank: number;
  /** The host or tag that fits, where the name does not. */
  readonly by?: string;
}

function rankOf(wanted: string, known: KnownBalancer): Ranked | undefined {
  const { hosts = [], tags = [] } = known;
  const name = known.name.toLowerCase();
  if (name.startsWith(wanted)) return { known, rank: 0 };
  if (name.includes(wanted)) return { known, rank: 1 };
  if ([known.dnsName, known.arn].some((one) => one.toLowerCase().includes(wanted)))
    return { known, rank: 2 };
  const by = [...hosts, ...tags].find((one) => one.toLowerCase().includes(wanted));
  return by === undefined ? undefined : { known, rank: 3, by };
}

/** "shop-web (shop-prod, eu-west-1): shop.example" */
function labelOf({ name, accountName, region }: KnownBalancer, by: string | undefined): string {
  const where = [...(accountName === "default" ? [] : [accountName]), region].join(", ");
  return `${name} (${where})${by === undefined ? "" : `: ${by}`}`;
}
