import type { Answers, GenericProbe } from "#language";
import type { SeriesDrawing } from "../language/picture.ts";

/** Values over time as they are drawn, with what the first condition holds them against. */
export interface Curve {
  readonly title: string;
  readonly says: string;
  /** Milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
  readonly periodSeconds: number;
  /** Values by the start of their period, in milliseconds since the epoch. */
  readonly points: ReadonlyMap<number, number>;
  /** What conditions call it: "errors" of errors.max; "" where it is the only one. */
  readonly name: string;
}

/** The picture of a curve. Of more periods than can be told apart each few are one, as high as the highest of them. */
export function curvePicture(
  { title, says, from, to, periodSeconds, points, name }: Curve,
  { findings }: Pick<GenericProbe, "findings">,
  facts: Answers,
): SeriesDrawing {
  const count = Math.ceil((to - from) / (periodSeconds * 1_000));
  const together = Math.max(1, Math.ceil(count / most));
  const wide = together * periodSeconds;
  const values: (number | null)[] = Array.from({ length: Math.ceil(count / together) }, () => null);
  for (const [at, value] of points) {
    const place = Math.floor((at - from) / (wide * 1_000));
    const known = values[place];
    if (known !== undefined) values[place] = known === null ? value : Math.max(known, value);
  }
  const limit = limitIn(Object.values(findings), name, facts);
  const held = limit === undefined ? {} : { limit };
  return { kind: "series", title, says, from, periodSeconds: wide, values, ...held, changes: [] };
}

/** Periods of a picture that a phone shows. */
const most = 160;

/** What a curve's own values are held against first: "agreed" of last > agreed, 0.8 of cpu.max >= 0.8. */
function limitIn(conditions: readonly string[], name: string, facts: Answers) {
  const own = name === "" ? "" : `${name}.`;
  for (const condition of conditions) {
    const [, left, right = ""] = /^\s*([\w.]+)\s*[<>]=?\s*([\w.]+)\s*$/.exec(condition) ?? [];
    if (!comparable.some((measure) => left === `${own}${measure}`)) continue;
    const value = /^\d/.test(right) ? Number(right) : facts[right];
    if (typeof value === "number" && Number.isFinite(value))
      return { value, name: /^\d/.test(right) ? "limit" : right };
  }
  return undefined;
}

/** Of a sum or a rate the limit is none of a single value. */
const comparable = ["last", "max", "min", "avg"] as const;
