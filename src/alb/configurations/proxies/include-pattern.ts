/** Whether the include's pattern names this file, as far as both paths are known. */
export function isNamedBy(pattern: string | undefined, name: string): boolean {
  const wanted = (pattern ?? "")
    .split("/")
    .filter((part) => part !== "")
    .reverse();
  const given = name
    .split("/")
    .filter((part) => part !== "" && part !== ".")
    .reverse();
  const known = Math.min(wanted.length, given.length);
  return (
    known > 0 && wanted.slice(0, known).every((part, index) => matches(part, given[index] ?? ""))
  );
}

/** Whether a name fits a pattern with stars, in linear time. */
function matches(pattern: string, name: string): boolean {
  const [first = "", ...rest] = pattern.slice(0, 200).split("*");
  if (rest.length === 0) return first === name;
  if (!name.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest.slice(0, -1)) {
    const found = name.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  const last = rest.at(-1) ?? "";
  return name.length >= at + last.length && name.endsWith(last);
}
