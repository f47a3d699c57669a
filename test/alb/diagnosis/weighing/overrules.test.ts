import { describe, expect, test } from "vitest";
import { type Words, weighVerdicts } from "../../../../src/alb/diagnosis/weighing/overrules.ts";

const words = (more: Partial<Words> = {}) =>
  weighVerdicts({ metrics: "keepalive-race", logs: null, changes: false, links: [], ...more });

const shown = { finding: "keepalive-race", strength: "shown" } as const;
const killed = { finding: "killed-mid-request", strength: "likely" } as const;

/** What the sources say, and the cause that it comes to, with how far that carries. */
const table: readonly (readonly [string, Partial<Words>, string | null, string | null])[] = [
  ["metrics alone", {}, "keepalive-race", "possible"],
  ["an inverted link that they point at", { links: ["tie"] }, "keepalive-race", "likely"],
  ["an inverted link elsewhere", { links: ["unknown", "tie"] }, "keepalive-race", "possible"],
  ["a link in the right order", { links: ["long-enough"] }, null, null],
  ["a link without reuse", { links: ["no-reuse"] }, null, null],
  ["a thin margin", { links: ["thin-margin"] }, "keepalive-race", "possible"],
  ["changes", { changes: true }, null, null],
  ["changes beside an inverted link", { changes: true, links: ["tie"] }, null, null],
  ["logs that show the race", { logs: shown }, "keepalive-race", "shown"],
  ["the same beside changes", { logs: shown, changes: true }, "keepalive-race", "shown"],
  ["the same against deploys", { metrics: "deploy", logs: shown }, "keepalive-race", "shown"],
  ["the same against order", { logs: shown, links: ["long-enough"] }, "keepalive-race", "shown"],
  ["logs that name another cause", { logs: killed }, "killed-mid-request", "likely"],
  ["the same beside a tie", { logs: killed, links: ["tie"] }, "killed-mid-request", "likely"],
  ["logs in which no race shows", { logs: { finding: "unclear" } }, null, null],
  ["logs with too few", { logs: { finding: "too-few" } }, "keepalive-race", "possible"],
  ["logs that are off", { logs: { finding: "logs-off" } }, "keepalive-race", "possible"],
  ["logs that were not read", { logs: { finding: null } }, "keepalive-race", "possible"],
  ["logs beside unclear metrics", { metrics: "unclear", logs: killed }, killed.finding, "likely"],
  ["logs beside no metrics", { metrics: null, logs: killed }, killed.finding, "likely"],
  ["what a deploy leaves in logs", { metrics: "deploy", logs: killed }, "deploy", "possible"],
  ["logs against clear metrics", { metrics: "tls", logs: killed }, "tls", "possible"],
  ["too few failures", { metrics: "too-few", logs: killed }, null, null],
  ["nobody", { metrics: null }, null, null],
  [
    "a measurement against order",
    { links: ["long-enough"], measured: "tie" },
    "keepalive-race",
    "likely",
  ],
  ["a measurement in order", { measured: "long-enough" }, null, null],
  [
    "a safe link behind a proxy",
    { metrics: "inner-hop-race", links: ["tie", "long-enough"] },
    null,
    null,
  ],
  [
    "a tie behind a proxy whose errors in the logs are no 502s",
    {
      metrics: "inner-hop-race",
      links: ["tie", "tie"],
      logs: { finding: "too-few", noGateway: true },
    },
    null,
    null,
  ],
  [
    "a tie behind a proxy",
    { metrics: "inner-hop-race", links: ["tie", "tie"] },
    "inner-hop-race",
    "likely",
  ],
];

test.each(table)("%s", (_, said, cause, strength) => {
  expect(words(said)).toMatchObject({ cause, strength });
});

const pairs = (more: Partial<Words>) =>
  words(more).overruled.map(({ what, by }) => `${what} by ${by}`);

test.each<readonly [Partial<Words>, readonly string[]]>([
  [{}, []],
  [{ logs: killed }, ["metrics by logs"]],
  [{ changes: true }, ["metrics by changes"]],
  [{ changes: true, logs: shown }, ["changes by logs"]],
  [{ changes: true, logs: { finding: "mixed", strength: "shown" } }, []],
  [{ measured: "long-enough" }, ["metrics by measurement"]],
  [{ links: ["unknown"], measured: "long-enough" }, ["metrics by measurement"]],
  // One of the two may have been mended since, which says nothing of the time before.
  [{ links: ["too-short"], measured: "long-enough" }, ["timeouts by measurement"]],
  [{ links: ["long-enough"], measured: "too-short" }, ["timeouts by measurement"]],
  [{ links: ["tie"], measured: "too-short" }, []],
  [{ logs: shown, measured: "long-enough" }, []],
])("%j: who takes back whom", (said, expected) => {
  expect(pairs(said)).toEqual(expected);
});

describe("what outweighs what", () => {
  test("access logs that name a cause take back what metrics suspect", () => {
    expect(words({ logs: killed, links: ["too-short"] })).toMatchObject({
      cause: "killed-mid-request",
      takenBack: true,
    });
    expect(words({ logs: killed, links: ["too-short"] }).link).toBeUndefined();
  });

  test("access logs in which no race shows take nothing back, and leave nobody who names it", () => {
    expect(words({ logs: { finding: "unclear" } })).toMatchObject({
      cause: null,
      takenBack: false,
    });
  });

  test("a race behind a proxy is the targets' own error in the logs", () => {
    const logs = { finding: "target-error", strength: "likely" } as const;
    expect(
      words({ metrics: "inner-hop-race", logs, links: ["long-enough", "too-short"] }),
    ).toMatchObject({ cause: "inner-hop-race", takenBack: false, link: "likely" });
  });

  test("a race that the gap test shows outweighs changes, and one that metrics suspect does not", () => {
    const logs = { finding: "mixed", strength: "shown" } as const;
    expect(words({ logs, changes: true, links: ["tie"] })).toMatchObject({
      cause: "keepalive-race",
      changes: false,
      link: "shown",
    });
    expect(words({ changes: true, links: ["tie"] }).link).toBeUndefined();
  });

  test("a contradiction is said as one", () => {
    const said = (more: Partial<Words>) => words(more).contradictions.join();
    expect(said({ logs: shown, links: ["long-enough"] })).toContain(
      "yet the timeouts are in the right order",
    );
    expect(said({ logs: shown, measured: "long-enough" })).toContain(
      "were measured to wait longer",
    );
    expect(said({ measured: "long-enough" })).toContain("were measured to wait longer");
    expect(said({ metrics: "tls", logs: killed })).toContain("name different causes");
    expect(words({ links: ["no-reuse"], changes: true }).contradictions).toHaveLength(2);
    expect(words({ links: ["too-short"] }).contradictions).toEqual([]);
    expect(words({ metrics: "deploy", logs: killed }).contradictions).toEqual([]);
  });
});
