import { readdirSync } from "node:fs";
import { expect, it } from "vitest";
import { actRules } from "../../src/run/act.ts";
import { eventRules } from "../../src/run/event.ts";

interface Tables {
  readonly acts: object;
  readonly events: object;
}

/** All but the shape that they have in common. */
const folder = new URL("../../src/run/slices/", import.meta.url);
const modules: readonly object[] = await Promise.all(
  readdirSync(folder)
    .filter((name) => name !== "slice.ts")
    .map((name) => import(new URL(name, folder).href)),
);
const slices = modules.map((module) => Object.values(module).find(isSlice));

function isSlice(value: unknown): value is Tables {
  return typeof value === "object" && value !== null && "acts" in value && "events" in value;
}

it.each(["acts", "events"] as const)("each slice has %s of its own, and all are known", (of) => {
  const kinds = slices.flatMap((one) => Object.keys(one?.[of] ?? {}));
  expect(kinds.sort()).toEqual(Object.keys({ acts: actRules, events: eventRules }[of]).sort());
  expect(slices).not.toContain(undefined);
});
