import type { Offer } from "#language";
import { asShown, type IdleAnswer, type ServerAnswer } from "../../fields/field-builders.ts";
import { formatSeconds } from "../../links/durations.ts";
import type { Link } from "../../links/link.ts";

/**
 * What a path is once the server of the link at `place` keeps idle connections as long as the link needs; undefined where it is the
 * client side that has to change, for AWS tells its value.
 */
export function madeBy(
  { needs, server: { said } }: Link,
  path: readonly ServerAnswer[],
  place: number,
): Offer | undefined {
  if (needs?.kind !== "server-at-least") return undefined;
  const file = said?.how === "read" ? said.where : undefined;
  const where = [asShown, ...(file === undefined ? [] : [file])].join(", ");
  const closes: IdleAnswer = { how: "read", seconds: needs.seconds, where };
  const made = path.map((one, index) => (index === place ? { ...one, closes } : one));
  return { says: formatSeconds(needs.seconds), answers: { path: made } };
}
