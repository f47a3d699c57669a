import { type Candidate, candidatesOf, type Found, unclear } from "./found-values.ts";
import { loadBalancerServer } from "./reading.ts";

/** What one variant of the templates gave. */
export type Pass = readonly Found[];

/**
 * The passes over the templates' variants as one: what all that speak of a server say alike holds, and what they say differently is
 * not known. Files that are no templates say the same in each.
 */
export function mergePasses(passes: readonly Pass[], templates: ReadonlySet<string>): Pass {
  const [, main = [], ...others] = passes;
  const all = [...main, ...others.flat(), ...(passes[0] ?? [])];
  const keys = new Set(all.filter(({ file }) => templates.has(file)).map(keyOf));
  const whole = main.filter((one) => !keys.has(keyOf(one)));
  return [...whole, ...[...keys].flatMap((key) => ofKey(key, passes, all))];
}

function ofKey(key: string, passes: readonly Pass[], all: Pass): Pass {
  const own = passes.map((pass) => pass.filter((one) => keyOf(one) === key));
  const speaking = own.filter((pass) => pass.length > 0);
  const alike = new Set(speaking.map((pass) => valuesOf(pass).join()));
  const [, main = [], last = []] = own;
  if (alike.size <= 1) return main.length > 0 ? main : (speaking[0] ?? []);
  const place = main.find(({ weak }) => !weak) ?? main[0] ?? last[0] ?? speaking[0]?.[0];
  if (place === undefined) return [];
  const { unless: _, weak: __, ...bare } = place;
  return [
    {
      ...bare,
      value: unclear(says.condition, ...candidates(all.filter((one) => keyOf(one) === key))),
    },
  ];
}

/** Each value once, set ones first. */
function candidates(found: Pass): readonly Candidate[] {
  const ordered = [...found].sort(
    (one, other) => Number(one.weak ?? false) - Number(other.weak ?? false),
  );
  const all = ordered.flatMap(({ value }) => candidatesOf(says.perhaps, value));
  return all.filter(
    (one, at) =>
      all.findIndex((other) => other.seconds === one.seconds && other.state === one.state) === at,
  );
}

const valuesOf = (pass: Pass) =>
  [
    ...new Set(
      pass.map(
        ({ server, value }) => `${server} ${value.kind} ${"seconds" in value ? value.seconds : ""}`,
      ),
    ),
  ].sort();

/** A server's family: a condition may decide which of its kinds it is. */
const keyOf = ({ server, side, file }: Found) =>
  `${server === loadBalancerServer ? server : server.split("-")[0]} ${side} ${file}`;

const says = {
  condition: "The text is a template, and a condition decides what holds.",
  perhaps: "Stands in the template.",
};
