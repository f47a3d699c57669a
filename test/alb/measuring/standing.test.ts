import { describe, expect, it } from "vitest";
import { pathLinks } from "../../../src/alb/links/path-links.ts";
import type {
  ConnectionHeaders,
  ConnectionOutcome,
  Fate,
  HeldKind,
} from "../../../src/alb/measuring/connection-outcome.ts";
import { judgeServer } from "../../../src/alb/measuring/judge-server.ts";
import {
  measuredAnswer,
  measuredFrom,
  nominalSeconds,
} from "../../../src/alb/measuring/measured.ts";
import { socketsFor, socketsToProve } from "../../../src/alb/measuring/sockets.ts";

const plain: ConnectionHeaders = {
  status: 200,
  lastOne: false,
  timeoutSeconds: null,
  maxRequests: null,
  server: null,
};

const held = (
  kind: HeldKind,
  fate: Fate,
  more: Partial<ConnectionOutcome> = {},
): ConnectionOutcome => ({
  kind,
  wanted: 1,
  answered: 1,
  answer: kind === "silent" ? null : plain,
  fate,
  roundTripSeconds: 0.001,
  offSeconds: 0.002,
  ...more,
});
const closed = (seconds: number, by: "fin" | "rst" = "fin"): Fate => ({
  kind: "closed",
  seconds,
  by,
  unasked: null,
});
const open = (seconds: number): Fate => ({ kind: "open", seconds });

const alb = { idleTimeoutSeconds: 60, marginSeconds: 10 };
const judge = (all: readonly ConnectionOutcome[], against = alb) =>
  judgeServer(measuredFrom(all), "10.0.1.5:3000", against);

describe("how a measured server stands to a load balancer", () => {
  it.each([
    [6, "too-short"],
    [59.4, "too-short"],
    [59.6, "tie"],
    [60.4, "tie"],
    [65, "thin-margin"],
    [69.991, "long-enough"],
    [75, "long-enough"],
  ])("closing after %d s at 60 s is %s", (seconds, finding) => {
    expect(judge([held("asked", closed(seconds))]).finding).toBe(finding);
  });

  it("leads with the value, its resolution and what it means", () => {
    expect(judge([held("asked", closed(6.004)), held("asked", closed(6.001))]).says).toBe(
      "10.0.1.5:3000 closes an idle connection after 6.00 s (± 0.01 s), with FIN. Behind a load balancer that keeps them for 60 s that is 54 s too short: a request can be sent on a connection that is closed by then, and fail.",
    );
  });

  it("is long enough once every connection lasted for the timeout and the margin, not before", () => {
    expect(judge([held("asked", open(70.01)), held("asked", open(71))]).finding).toBe(
      "long-enough",
    );
    expect(judge([held("asked", open(69.9)), held("asked", open(71))]).finding).toBe("unknown");
  });

  it("counts the earliest of several closes, also beside connections that stay open", () => {
    const seen = judge([
      held("asked", open(130)),
      held("asked", closed(30)),
      held("asked", closed(40)),
    ]);
    expect(seen.finding).toBe("too-short");
    expect(seen.says).toContain("after 30.00 s");
    expect(seen.details.join(" ")).toContain("between 30.00 s and 40.00 s");
  });

  it("prefers a close that was noticed in time to an earlier one that may have been noticed late", () => {
    const noticedLate = held("asked", closed(5.8), { offSeconds: 0.4 });
    const measured = measuredFrom([noticedLate, held("asked", closed(6.001))]);
    expect(measured).toMatchObject({ seconds: 6.001, resolutionSeconds: 0.01 });
    const earlier = measuredFrom([held("asked", closed(5), { offSeconds: 0.4 }), noticedLate]);
    expect(earlier).toMatchObject({ seconds: 5, resolutionSeconds: 0.4 });
  });

  it("takes a second request that was answered for what the connection lasted", () => {
    const used = { kind: "used-again", seconds: 70.001 } as const;
    expect(judge([held("reused", used), held("reused", used)])).toMatchObject({
      finding: "long-enough",
    });
    const longer = [held("reused", used), held("asked", open(130))];
    expect(measuredFrom(longer).seconds).toBe(130);
    expect(judge(longer).says).toContain(
      "130 s, and a second request on one after 70 s was answered",
    );
  });

  it("calls an open connection unknown where a request on one like it failed", () => {
    const dead = { kind: "dead", seconds: 70, how: "no-answer" } as const;
    const seen = judge([held("asked", open(130)), held("reused", dead)]);
    expect(seen.finding).toBe("unknown");
    expect(seen.details[0]).toContain("firewall or a NAT");
  });

  it("mentions a connection without a request only where it is closed earlier", () => {
    const silent = held("silent", { kind: "closed", seconds: 10, by: "fin", unasked: 408 });
    const words = judge([held("asked", closed(75)), silent]).details.join(" ");
    expect(words).toContain("is closed after 10.00 s (it says 408 first). That is earlier");
    expect(judge([held("asked", closed(5)), silent]).details.join(" ")).not.toContain("earlier");
    expect(judge([held("asked", closed(5)), held("silent", open(5))]).details).toEqual([]);
  });

  it("says what a server announces about itself", () => {
    const answer = { ...plain, timeoutSeconds: 5, maxRequests: 100 };
    const words = judge([held("asked", closed(5.003), { answer })]).details.join(" ");
    expect(words).toContain("ends after about 100 requests (Keep-Alive: max)");
    expect(words).toContain("announces Keep-Alive: timeout=5, and keeps to it");
  });

  it("says that the time counts although the request was refused", () => {
    const answer = { ...plain, status: 404 };
    expect(judge([held("asked", closed(75), { answer })]).details.join(" ")).toContain(
      "It answered 404; the connection stayed open all the same",
    );
  });

  it("is unreachable only where no connection was opened", () => {
    const failed = (reached: boolean) =>
      held("asked", { kind: "failed", reached, why: "Because." }, { answer: null, answered: 0 });
    expect(judge([failed(false), failed(false)])).toMatchObject({ finding: "unreachable" });
    expect(judge([failed(false), failed(true)])).toMatchObject({ finding: "unknown" });
    expect(judge([])).toMatchObject({ finding: "unknown" });
  });
});

describe("a measurement as an answer", () => {
  it("is the tenth of a second that the measurement cannot tell from it", () => {
    expect(nominalSeconds(69.991, 0.01)).toBe(70);
    expect(nominalSeconds(2.037, 0.01)).toBe(2.04);
    expect(nominalSeconds(2.037, 0.05)).toBe(2);
  });

  it.each([
    [[held("asked", closed(5.998))], { how: "measured", seconds: 6, where: "here" }],
    [
      [held("asked", open(130.004))],
      { how: "measured", seconds: 130, state: "at-least", where: "here" },
    ],
    [
      [held("asked", closed(0.001), { answer: { ...plain, lastOne: true } })],
      { how: "measured", state: "closes", where: "here" },
    ],
    [[held("asked", closed(0.001))], { how: "measured", state: "closes-silently", where: "here" }],
    [[], { how: "unknown" }],
  ])("of %j", (all, said) => {
    expect(measuredAnswer(measuredFrom(all), "here")).toEqual(said);
  });

  it("gives the comparison of a whole path the same verdict", () => {
    for (const seconds of [6, 59.7, 65, 69.995, 75]) {
      const measured = measuredFrom([held("asked", closed(seconds))]);
      const servers = [{ kind: "Gunicorn", closes: measuredAnswer(measured, "here") }];
      const [link] = pathLinks({ idleTimeoutSeconds: 60, servers }, 10);
      expect(judgeServer(measured, "it", alb).finding).toBe(link?.verdict);
    }
  });
});

describe("the connections of a measurement", () => {
  const settings = { ...alb, maxSeconds: 130, connections: 3, requests: 10, spreadSeconds: 1 };

  it("are few, of each kind, with starts spread over a second", () => {
    const plans = socketsFor(settings);
    expect(plans.map(({ kind }) => kind)).toEqual([
      "asked",
      "asked",
      "asked",
      "repeated",
      "silent",
      "reused",
    ]);
    expect(plans.map(({ startAfterSeconds }) => startAfterSeconds)).toEqual([
      0,
      1 / 3,
      2 / 3,
      0,
      0,
      0,
    ]);
    expect(plans.at(-1)).toMatchObject({ holdSeconds: 70 });
  });

  it("have no second request where the measurement ends before it", () => {
    const kinds = socketsFor({ ...settings, maxSeconds: 60 }).map(({ kind }) => kind);
    expect(kinds).not.toContain("reused");
  });

  it("wait for exactly the timeout and the margin to prove an order", () => {
    expect(socketsToProve(settings).map(({ holdSeconds }) => holdSeconds)).toEqual([70, 70, 70]);
  });
});
