import type { Account } from "../../../aws/account.ts";
import { openAccounts } from "../../../aws/accounts.ts";
import type { Terminal } from "../../../cli/terminal.ts";
import { BadInput } from "../../../run/errors.ts";

export interface AccountChoices {
  /** The name, or the twelve digits, of an account of handrail.yaml. */
  readonly account?: string;
  readonly region?: string;
}

/**
 * The account that is asked, with the role that handrail.yaml names for it: the one that is chosen, else the one whose logs lie at
 * `place`, else the only one there is. Rejects with BadInput where it may be several.
 */
export async function chooseAccount(
  { account: chosen, region }: AccountChoices,
  { config }: Terminal,
  place = "",
): Promise<Account> {
  const [, id, own] =
    /AWSLogs\/(\d{12})\/elasticloadbalancing(?:\/([a-z0-9-]+))?/.exec(place) ?? [];
  const where = region ?? own;
  const { all } = openAccounts(await config(where));
  const named = all.filter((one) => [one.name, one.id].includes(chosen ?? id));
  const [first] = named;
  if (first !== undefined) return first;
  const names = [...new Set(all.map(({ name }) => name))];
  const [only] = all;
  if (chosen === undefined && only !== undefined && names.length === 1) return only;
  const which = `Name one of handrail.yaml with --account: ${names.join(", ") || "there is none"}.`;
  throw new BadInput(
    chosen === undefined
      ? `Several accounts could be asked. ${which}`
      : `“${chosen}” is no account${where === undefined ? "" : ` in ${where}`}. ${which}`,
  );
}
