/** What smithy's schemas of an SDK say of a member; https://smithy.io/2.0/spec/model.html. */
export interface Member {
  readonly name: string;
  /** "Container.environment": the shape that has it, and its name. */
  readonly path: string;
  readonly isSensitive: boolean;
}

/** What a command may be given besides times, in order: with [] a list, # a number, ? yes or no, and ! what it cannot do without. */
export function inputsIn(command: unknown): readonly string[] {
  const { schema } = command as { schema: readonly unknown[] };
  const input = typeof schema[4] === "function" ? schema[4]() : schema[4];
  const [, , , , names = [], members = [], required = 0] = input as readonly unknown[] &
    [number, string, string, unknown, string[]?, unknown[]?, number?];
  return names
    .map((name, at) => ({
      name: `${name}${formOf(members[at])}${at < required ? "!" : ""}`,
      isTime: isTime(members[at]),
    }))
    .flatMap(({ name, isTime: is }) => (is ? [] : [name]))
    .toSorted();
}

/** Times are 4 to 7 among the simple shapes. */
const isTime = (member: unknown): boolean =>
  typeof member === "number" && member >= 4 && member <= 7;

/** Of the simple shapes 1 is a number and 2 a boolean, and 64 makes a list of one; a pair is a shape with what is said of it. */
function formOf(member: unknown): string {
  const shape = typeof member === "function" ? member() : member;
  if (Array.isArray(shape))
    return shape.length === 2 ? formOf(shape[0]) : shape[0] === 1 ? "[]" : "";
  if (typeof shape !== "number") return "";
  return (shape & 64) !== 0 ? "[]" : shape === 1 ? "#" : shape === 2 ? "?" : "";
}

/** Every member of what a command gives, at any depth. */
export function membersOf(command: unknown): readonly Member[] {
  const [, , , , , output] = (command as { schema: readonly unknown[] }).schema;
  const found = new Map<string, Member>();
  walk(output, found, new Set());
  return [...found.values()];
}

/** Structures are [3 or -3, …, names, members], lists [1, …, of], maps [2, …, key, value]; what is behind a function comes late. */
function walk(part: unknown, found: Map<string, Member>, seen: Set<unknown>): void {
  const shape = typeof part === "function" ? part() : part;
  if (!Array.isArray(shape) || seen.has(shape)) return;
  seen.add(shape);
  const [kind, , name, traits, ...rest] = shape;
  if (Array.isArray(kind) || typeof kind === "function") walk(kind, found, seen);
  else if (kind === 3 || kind === -3) {
    const [names = [], members = []] = rest as [string[]?, unknown[]?];
    for (const [at, member] of names.entries()) {
      const of = members[at];
      const isSensitive = isMarked(of) || isMarked(shape, traits);
      found.set(`${name}.${member}`, { name: member, path: `${name}.${member}`, isSensitive });
      walk(of, found, seen);
    }
  } else for (const of of rest) walk(of, found, seen);
}

/** Whether a member, or the shape that it has, is said to be sensitive: 8 among the bits, or by name. */
function isMarked(part: unknown, traits?: unknown): boolean {
  if (traits !== undefined) return isSensitive(traits);
  const shape = typeof part === "function" ? part() : part;
  if (!Array.isArray(shape)) return false;
  if (typeof shape[0] === "number") return isSensitive(shape[3]);
  return isSensitive(shape[1]) || isMarked(shape[0]);
}

const isSensitive = (traits: unknown): boolean =>
  typeof traits === "number"
    ? (traits & 8) !== 0
    : typeof traits === "object" && traits !== null && Reflect.get(traits, "sensitive") === 1;
