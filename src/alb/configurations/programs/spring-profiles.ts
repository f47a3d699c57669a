import { candidatesOf, type Found, unclear } from "../found-values.ts";

/**
 * What the files of one folder say for several profiles of Spring, settled: an active profile overrides what stands outside of any;
 * where none is known to be active, it is not known which part holds.
 */
export function settleProfiles(
  found: readonly Found[],
  active: ReadonlySet<string>,
): readonly Found[] {
  const groups = new Map<string, Found[]>();
  for (const one of found) {
    if (one.profile === undefined) continue;
    const same = groups.get(keyOf(one)) ?? [];
    same.push(one);
    groups.set(keyOf(one), same);
  }
  const settled = [...groups.values()].flatMap((group) => ofGroup(group, active));
  return [...found.filter(({ profile }) => profile === undefined), ...settled];
}

const keyOf = ({ server, file }: Found) => `${server} ${file.slice(0, file.lastIndexOf("/") + 1)}`;

function ofGroup(group: readonly Found[], active: ReadonlySet<string>): readonly Found[] {
  if (group.every(({ profile }) => profile === "")) return group;
  const holds = group.filter(({ profile = "" }) => active.has(profile));
  if (holds.length > 0) return holds;
  const [first] = group;
  const may = group.flatMap(({ value }) => candidatesOf(says.profile, value));
  return first === undefined ? [] : [{ ...first, value: unclear(says.profiles, ...may) }];
}

const says = {
  profiles: "Which profile of Spring runs is not known, and the value depends on it.",
  profile: "Stands in one of the parts.",
};
