import fc from "fast-check";
import { expect, it } from "vitest";
import type { IdleAnswer } from "../../../src/alb/fields/field-builders.ts";
import { drawPath } from "../../../src/alb/links/draw-path.ts";
import { pathLinks } from "../../../src/alb/links/path-links.ts";
import { knownServers } from "../../../src/alb/links/servers.ts";

const node = "Node.js http (v8 - v18)";
const read = (seconds: number): IdleAnswer => ({ how: "read", seconds });
const drawn = (closes: IdleAnswer, kind = node, idle: number | null = 60) =>
  drawPath(pathLinks({ idleTimeoutSeconds: idle, servers: [{ kind, closes }] }));

it.each([
  [read(5), "keeps 60 s ▸ closes 5 s", "✗ 55 s too early"],
  [read(60), "keeps 60 s ▸ closes 60 s", "✗ a tie: either may close first"],
  [read(65), "keeps 60 s ▸ closes 65 s", "! only 5 s to spare"],
  [read(75), "keeps 60 s ▸ closes 75 s", "✓ 15 s to spare"],
  [{ how: "read", state: "never" }, "keeps 60 s ▸ never closes", "✓"],
  [{ how: "read", state: "closes" }, "keeps 60 s ▸ closes each", "✓ none is used twice"],
  [{ how: "measured", state: "closes-silently" }, "keeps 60 s ▸ closes each", "✗ closes first"],
  [{ how: "measured", seconds: 65, state: "at-least" }, "keeps 60 s ▸ closes ≥ 65 s", "? not"],
  [{ how: "unknown" }, "keeps 60 s ▸ closes ?", "? not known yet"],
] as const)("draws %j as “%s”, “%s”", (closes, timers, verdict) => {
  const [, , , link, judged] = drawn(closes);
  expect(link).toBe(`  │  ${timers}`);
  expect(judged).toContain(`  │  ${verdict}`);
});

it("starts at the client and ends at the last server, whose article falls away", () => {
  const lines = drawn(read(5), "Express / Koa / hapi / NestJS(express)");
  expect([lines[0], lines.at(-1)]).toEqual(["client", "Express, Koa, hapi or NestJS app"]);
});

it("draws nothing where no server was described", () => {
  expect(drawPath([])).toEqual([]);
});

it("fits on a phone, whatever the path", () => {
  const said = fc.oneof(
    fc.double({ min: 0.1, max: 86_400, noNaN: true }).map(read),
    fc.constantFrom<IdleAnswer>(
      { how: "default" },
      { how: "unknown" },
      { how: "read", state: "never" },
    ),
  );
  const server = fc.record({
    kind: fc.constantFrom(
      ...knownServers.map(({ name }) => name),
      "a server that no table knows of yet, ours",
    ),
    closes: said,
    keeps: said,
  });
  fc.assert(
    fc.property(
      fc.array(server, { maxLength: 4 }),
      fc.integer({ min: 1, max: 4000 }),
      (path, idle) => {
        const lines = drawPath(pathLinks({ idleTimeoutSeconds: idle, servers: path }));
        expect(Math.max(0, ...lines.map(({ length }) => length))).toBeLessThanOrEqual(36);
      },
    ),
  );
});
