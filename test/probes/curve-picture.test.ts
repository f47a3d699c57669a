import fc from "fast-check";
import { expect, test } from "vitest";
import { curvePicture } from "../../src/probes/curve-picture.ts";

const curve = (points: readonly (readonly [number, number])[], periods = 15) => ({
  ...{ title: "Errors", says: "Sum", name: "", from: 0, to: periods * 60_000, periodSeconds: 60 },
  points: new Map(points),
});
const findings = { bad: "last > agreed", fine: "else" };

test("draws each period, the limit that the values are held against, and nothing where nothing is known", () => {
  const drawn = curvePicture(
    curve(
      [
        [0, 5],
        [120_000, 7],
      ],
      3,
    ),
    { findings },
    { agreed: 6 },
  );
  expect(drawn).toMatchObject({ values: [5, null, 7], limit: { value: 6, name: "agreed" } });
});

test.each([
  [
    { bad: "max >= 0.8", fine: "else" },
    { value: 0.8, name: "limit" },
  ],
  [{ bad: "sum > 5", fine: "else" }, undefined],
  [{ bad: "last > missing", fine: "else" }, undefined],
  [{ worse: "sum > 9", bad: "agreed < 3 || last > 2", fine: "else" }, undefined],
])("of %j the limit of a single value is %j", (conditions, limit) => {
  expect(curvePicture(curve([[0, 1]]), { findings: conditions }, {}).limit).toEqual(limit);
});

test("however many periods there are, few enough are drawn, and no peak is lost", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 20_000 }),
      fc.array(fc.tuple(fc.nat(20_000), fc.double({ noNaN: true, noDefaultInfinity: true })), {
        minLength: 1,
      }),
      (periods, some) => {
        const points = some.map(([at, value]) => [(at % periods) * 60_000, value] as const);
        const drawn = curvePicture(curve(points, periods), { findings }, {});
        expect(drawn.values.length).toBeLessThanOrEqual(160);
        const known = [...new Map(points).values()];
        expect(Math.max(...drawn.values.map((value) => value ?? Number.NEGATIVE_INFINITY))).toBe(
          Math.max(...known),
        );
      },
    ),
  );
});
