import { expect, it } from "vitest";
import { createRegistry } from "../../src/health/registry.ts";

it("counts by labels, in Prometheus's text format", () => {
  const registry = createRegistry();
  const count = registry.counter("acts_total", "Acts.");
  count({ kind: "chosen" });
  count({ kind: "chosen" });
  count({ kind: 'odd "\\\n' });
  expect(registry.text([])).toBe(
    [
      "# HELP acts_total Acts.",
      "# TYPE acts_total counter",
      'acts_total{kind="chosen"} 2',
      'acts_total{kind="odd \\"\\\\\\n"} 1',
      "",
    ].join("\n"),
  );
});

it("sorts durations into buckets that include the smaller ones", () => {
  const registry = createRegistry();
  const observe = registry.histogram("took_seconds", "How long.");
  observe({ type: "a" }, 0.3);
  observe({ type: "a" }, 2.5);
  observe({ type: "a" }, 9999);
  const lines = registry.text([]).split("\n");
  expect(lines).toContain('took_seconds_bucket{type="a",le="0.25"} 0');
  expect(lines).toContain('took_seconds_bucket{type="a",le="0.5"} 1');
  expect(lines).toContain('took_seconds_bucket{type="a",le="2.5"} 2');
  expect(lines).toContain('took_seconds_bucket{type="a",le="1800"} 2');
  expect(lines).toContain('took_seconds_bucket{type="a",le="+Inf"} 3');
  expect(lines).toContain('took_seconds_count{type="a"} 3');
  expect(lines).toContain('took_seconds_sum{type="a"} 10001.8');
});

it("writes the numbers of the moment, one heading for all of a name", () => {
  const text = createRegistry().text([
    { name: "dead", help: "Dead.", value: 2, labels: { kind: "show" } },
    { name: "dead", help: "Dead.", value: 0, labels: { kind: "probe" } },
    { name: "open", help: "Open.", value: 1 },
  ]);
  expect(text.split("\n")).toEqual([
    "# HELP dead Dead.",
    "# TYPE dead gauge",
    'dead{kind="show"} 2',
    'dead{kind="probe"} 0',
    "# HELP open Open.",
    "# TYPE open gauge",
    "open 1",
    "",
  ]);
});
