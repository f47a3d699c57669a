import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatSeconds, parseDuration } from "../../../src/alb/links/durations.ts";

const seconds = (value: number) => ({ kind: "seconds", seconds: value });

describe("a typed timeout with its unit", () => {
  it.each([
    ["75s", 75],
    ["75 s", 75],
    ["65000ms", 65],
    ["65,000 ms", 65],
    ["1 000 s", 1000],
    ["2,5 s", 2.5],
    ["1m 30s", 90],
    ["5m0s", 300],
    ["2 minutes and 5 seconds", 125],
    ["1h", 3600],
    ["PT75S", 75],
    ["PT1M30S", 90],
    ["00:02:00", 120],
    ["“75s”", 75],
    ["'75s';", 75],
    ["65 * time.Second", 65],
  ])("reads %j as %d seconds", (typed, value) => {
    expect(parseDuration(typed)).toEqual(seconds(value));
  });

  it.each([
    ["keepalive_timeout 75s;", "s", 75],
    ["server.keepAliveTimeout = 65000;", "ms", 65],
    ["keepAliveTimeout: 65 * 1000", "ms", 65],
    ["timeout http-keep-alive 50s", "ms", 50],
    ["--timeout-keep-alive 5", "s", 5],
    ["Keep-Alive: timeout=5", undefined, 5],
  ] as const)("reads the value out of the line %j", (typed, unit, value) => {
    expect(parseDuration(typed, unit)).toEqual(seconds(value));
  });
});

describe("a bare number", () => {
  it("is read in the server's unit when it fits that unit", () => {
    expect(parseDuration("75", "s")).toEqual(seconds(75));
    expect(parseDuration("3605", "s")).toEqual(seconds(3605));
    expect(parseDuration("65000", "ms")).toEqual(seconds(65));
    expect(parseDuration("65_000", "ms")).toEqual(seconds(65));
    expect(parseDuration("75")).toEqual(seconds(75));
  });

  it.each([
    ["65000", undefined],
    ["65", "ms"],
    ["5000", "s"],
    ["65000", "duration"],
  ] as const)(
    "is asked about, not guessed, when %j could be seconds or milliseconds",
    (typed, unit) => {
      const number = Number(typed);
      expect(parseDuration(typed, unit)).toMatchObject({
        kind: "ambiguous",
        options: [
          { unit: "ms", seconds: number / 1000 },
          { unit: "s", seconds: number },
        ],
      });
    },
  );

  it("offers each reading with its unit and its seconds", () => {
    const answer = parseDuration("65000");
    expect(answer.kind === "ambiguous" && answer.options.map(({ label }) => label)).toEqual([
      "65000 ms, that is 65 s",
      "65000 s",
    ]);
  });

  it("is not asked about when only one reading is less than a month", () => {
    expect(parseDuration("5000000", "s")).toEqual(seconds(5000));
  });

  it("of 0 means what it means on that server, and is asked about elsewhere", () => {
    expect(parseDuration("0", "ms", "never")).toEqual({ kind: "never" });
    expect(parseDuration("0s", "s", "closes")).toEqual({ kind: "closes" });
    expect(parseDuration("0", "s")).toMatchObject({
      kind: "bad",
      why: expect.stringMatching(/never or closes/),
    });
  });
});

describe("a timeout in words", () => {
  it.each(["I don't know", "I don’t know", "?", "don't know", "not sure", "—"])(
    "takes %j for not known",
    (typed) => {
      expect(parseDuration(typed)).toEqual({ kind: "unknown" });
    },
  );

  it("knows never and off", () => {
    expect(parseDuration("never")).toEqual({ kind: "never" });
    expect(parseDuration("-1")).toEqual({ kind: "never" });
    expect(parseDuration("Off")).toEqual({ kind: "closes" });
    expect(parseDuration("KeepAlive Off")).toEqual({ kind: "closes" });
  });

  it.each(["bananas", "5x", "", "-5", "75s 60s", "99999999999", "none"])(
    "says what to type instead of %j",
    (typed) => {
      const answer = parseDuration(typed);
      expect(answer.kind).toBe("bad");
      expect(answer.kind === "bad" && answer.why).toMatch(/65s, 65000ms/);
    },
  );

  it("that is longer than a line of a configuration is not read", () => {
    expect(parseDuration("1 ".repeat(200))).toMatchObject({
      kind: "bad",
      why: expect.stringMatching(/^That is 400 characters, more than the 300/),
    });
  });

  it("always answers, whatever is typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (typed) => {
        const answer = parseDuration(typed);
        if (answer.kind === "seconds") expect(answer.seconds).toBeGreaterThan(0);
        expect(answer.kind).toBeTypeOf("string");
      }),
    );
  });
});

describe("seconds for people", () => {
  it("names minutes and hours beside the seconds", () => {
    expect([6, 2.5, 60, 90, 300, 3600].map(formatSeconds)).toEqual([
      "6 s",
      "2.5 s",
      "60 s",
      "90 s",
      "5 min (300 s)",
      "1 h (3600 s)",
    ]);
  });

  it("reads back as the same number", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4_000_000 }), (ms) => {
        const answer = parseDuration(formatSeconds(ms / 1000));
        expect(answer).toEqual(seconds(ms / 1000));
      }),
    );
  });
});
