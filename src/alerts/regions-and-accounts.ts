import { type Alert, type AlertWords, byPlainName } from "#language";

type Kept = Pick<Alert, "dimensions" | "labels" | "text">;

const region =
  /\b(?:af|ap|ca|cn|eu|eusc|il|me|mx|sa|us)-(?:gov-|iso[a-z]?-)?[a-z]{2,9}-\d(?![\w-])/g;

/** Twelve digits, as the console groups them or not, and no part of a longer number or name. */
const id = /(?<![\w-])\d{4}-?\d{4}-?\d{4}(?![\w-])/g;

/**
 * The one region that an alert names: under a name that says so; else in its link; else the only one that stands anywhere. Undefined
 * where it names none, or several.
 */
export function alertRegion(kept: Kept, link = ""): string | undefined {
  const named = valuesOf(kept, ["region", "awsregion", "cloudregion"]).map(regionNamed);
  const all = [named.join(" "), link, Object.values(kept.dimensions).join(" "), kept.text];
  for (const text of all) {
    const found = new Set(text.match(region));
    if (found.size > 0) return only(found);
  }
  return undefined;
}

/** The one account that an alert names: under a name that says so; else behind the word in a line or in ARNs of regions. */
export function alertAccount(kept: Kept): string | undefined {
  const named = new Set(valuesOf(kept, ofAccounts).flatMap((value) => idsIn(value)));
  if (named.size > 0) return only(named);
  const all = [...Object.values(kept.dimensions), kept.text].join("\n");
  const said = [...all.matchAll(behindTheWord)].flatMap(([, digits = ""]) => idsIn(digits));
  const ofArns = [...all.matchAll(arn)].flatMap(([, digits = ""]) => digits);
  return only(new Set([...said, ...ofArns]));
}

/** The same alert, of the account that it calls by its name in the settings; digits of its own outweigh that. */
export function withAccount(
  alert: Alert,
  accounts: readonly { readonly name: string; readonly id?: string }[],
): Alert {
  const called = valuesOf(alert, [...ofAccounts, ...ofNames]);
  if (called.some((value) => idsIn(value).length > 0)) return alert;
  const wanted = new Set(called.map((value) => value.trim().toLowerCase()));
  const own = accounts.filter(({ name }) => wanted.has(name.toLowerCase()));
  const account = only(new Set(own.flatMap(({ id }) => id ?? [])));
  return account === undefined ? alert : { ...alert, account };
}

const ofAccounts = ["account", "accountid", "awsaccount", "awsaccountid", "cloudaccountid"];
const ofNames = [
  "accountname",
  "awsaccountname",
  "accountalias",
  "awsaccountalias",
  "cloudaccount",
  "cloudaccountname",
];

/** A region by its code, or by the name that consoles and alarms write: "EU (Ireland)", "US East (N. Virginia)". */
export function regionNamed(text: string): string {
  const [area = "", rest = ""] = text.trim().split("(", 2);
  if (!rest.endsWith(")")) return text;
  const place = rest.slice(0, -1);
  const called = place === "Central" ? `${area.trim()} Central` : place;
  return places.get(called.toLowerCase().replace("são", "sao")) ?? text;
}

const behindTheWord =
  /account(?:[ _-]?(?:id|number))?["']?\s{0,3}(?:[:=#|]\s{0,3})?(?:[\w.-]{1,40}\s?\()?["'(]{0,2}(\d{4}-?\d{4}-?\d{4})(?![\w-])/gi;

/** Of what lies in a region; roles and people have none, and may be another account's. */
const arn = /\barn:aws[a-z-]{0,20}:[a-z0-9-]{1,40}:[a-z]{2,4}-[a-z0-9-]{3,30}:(\d{12}):/g;

const idsIn = (text: string): readonly string[] =>
  (text.match(id) ?? []).map((digits) => digits.replaceAll("-", ""));

const only = (found: ReadonlySet<string>): string | undefined =>
  found.size === 1 ? [...found][0] : undefined;

/** What stands under any of these names; dimensions outweigh labels. */
function valuesOf({ labels, dimensions }: Kept, names: readonly string[]): readonly string[] {
  const read = (named: AlertWords) => {
    const known = byPlainName(named);
    return names.flatMap((name) => known.get(name) ?? []);
  };
  const own = read(dimensions);
  return own.length > 0 ? own : read(labels);
}

/** https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html */
const places: ReadonlyMap<string, string> = new Map([
  ["n. virginia", "us-east-1"],
  ["ohio", "us-east-2"],
  ["n. california", "us-west-1"],
  ["oregon", "us-west-2"],
  ["canada central", "ca-central-1"],
  ["calgary", "ca-west-1"],
  ["mexico central", "mx-central-1"],
  ["sao paulo", "sa-east-1"],
  ["ireland", "eu-west-1"],
  ["london", "eu-west-2"],
  ["paris", "eu-west-3"],
  ["frankfurt", "eu-central-1"],
  ["zurich", "eu-central-2"],
  ["stockholm", "eu-north-1"],
  ["milan", "eu-south-1"],
  ["spain", "eu-south-2"],
  ["cape town", "af-south-1"],
  ["tel aviv", "il-central-1"],
  ["uae", "me-central-1"],
  ["bahrain", "me-south-1"],
  ["hong kong", "ap-east-1"],
  ["taipei", "ap-east-2"],
  ["tokyo", "ap-northeast-1"],
  ["seoul", "ap-northeast-2"],
  ["osaka", "ap-northeast-3"],
  ["mumbai", "ap-south-1"],
  ["hyderabad", "ap-south-2"],
  ["singapore", "ap-southeast-1"],
  ["sydney", "ap-southeast-2"],
  ["jakarta", "ap-southeast-3"],
  ["melbourne", "ap-southeast-4"],
  ["malaysia", "ap-southeast-5"],
  ["new zealand", "ap-southeast-6"],
  ["thailand", "ap-southeast-7"],
  ["beijing", "cn-north-1"],
  ["ningxia", "cn-northwest-1"],
  ["us-east", "us-gov-east-1"],
  ["us-west", "us-gov-west-1"],
  ["germany", "eusc-de-east-1"],
]);
