import { AwsError } from "../errors.ts";

/** One page of a list, and the marker of the next if there is one. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly NextMarker: string | undefined;
}

/** Cuts out the page that `Marker` and `PageSize` (1..400) ask for. */
export function page<Item>(
  items: readonly Item[],
  fields: URLSearchParams,
  largest: number,
): Page<Item> {
  const asked = Number(fields.get("PageSize") ?? largest);
  if (!(asked >= 1 && asked <= 400))
    throw new AwsError("ValidationError", `The page size must be between 1 and 400`);
  const from = readMarker(fields.get("Marker"));
  const to = from + Math.min(asked, largest);
  const NextMarker = to < items.length ? Buffer.from(`from:${to}`).toString("base64") : undefined;
  return { items: items.slice(from, to), NextMarker };
}

function readMarker(marker: string | null): number {
  if (marker === null) return 0;
  const [, from] = /^from:(\d+)$/.exec(Buffer.from(marker, "base64").toString()) ?? [];
  if (from === undefined) throw new AwsError("ValidationError", `Invalid marker: ${marker}`);
  return Number(from);
}
