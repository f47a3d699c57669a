/** Work of every kind, for a thread. */
export function work(ask: string): string {
  if (ask === "hang") for (;;);
  if (ask === "backtrack") return String(/^(a+)+$/.test(`${"a".repeat(40)}!`));
  if (ask === "throw") throw new RangeError("This was thrown.");
  if (ask === "fill") {
    const all: string[] = [];
    for (;;) all.push(...Array.from({ length: 100_000 }, (_, at) => `${at} of many`));
  }
  if (ask === "secret") return process.env.HANDRAIL_SECRET ?? "nothing";
  return `${ask}, answered`;
}
