import { readFileSync } from "node:fs";

// Loaded before the bot, in each of its threads: from then on, Date is ahead by what the file behind "?" says.
const file = decodeURIComponent(new URL(import.meta.url).search.slice(1));
const RealDate = Date;
/** A file that was read within so many milliseconds is not read again. */
const freshMs = 20;
let ahead = 0;
let readAt = Number.NEGATIVE_INFINITY;

function now(): number {
  if (performance.now() - readAt > freshMs) {
    ahead = Number(readFileSync(file, "utf8"));
    readAt = performance.now();
  }
  return RealDate.now() + ahead;
}

globalThis.Date = new Proxy(RealDate, {
  construct: (target, given, made) =>
    Reflect.construct(target, given.length === 0 ? [now()] : given, made),
  apply: () => new RealDate(now()).toString(),
  get: (target, key) => (key === "now" ? now : Reflect.get(target, key)),
});
