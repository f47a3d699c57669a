import { afterEach, beforeEach, expect, test } from "vitest";
import type { RunEvent } from "../../../../src/run/event.ts";
import { MINUTE, NOW, visitWith } from "../stage.ts";
import { changedAt, countAfter, fixed, look, openSite, type Site, unfixed } from "./look.ts";

let site: Site;
beforeEach(async () => {
  site = await openSite();
});
afterEach(() => site.close());

const answered = (at: number, minutes: number): RunEvent => ({
  kind: "answered",
  said: {},
  at,
  by: "U1",
  visit: "retest#1",
  answers: { rollout: minutes },
  led: { kind: "step", step: "retest", state: "looking" },
});

test("the clock starts when the last target of the rollout has come, though it was marked before", async () => {
  // A third host joins five minutes after the click, and one leaves seven minutes later.
  const rolling = (at: number) =>
    at >= changedAt + 5 * MINUTE && at < changedAt + 12 * MINUTE ? 3 : 2;
  const { evidence } = await look(site, { ...fixed, hosts: rolling });
  expect(evidence.numbers.after).toMatchObject({ from: changedAt + 13 * MINUTE, to: NOW });
  expect(evidence.says).toContain("failed since 14:13 UTC");
  expect(evidence.details.join()).toContain("until then targets came and went");
});

test("what fails while targets leave is not held against the change", async () => {
  const leaving = changedAt - 2 * MINUTE;
  const inDelay = (at: number) => at >= leaving && at < leaving + 5 * MINUTE;
  const deploy = {
    ...fixed,
    hosts: (at: number) => (at < leaving ? 3 : 2),
    answers: (...all: Parameters<typeof fixed.answers>) =>
      inDelay(all[1]) ? { elb502: 9 } : fixed.answers(...all),
  };
  const { evidence } = await look(site, deploy);
  expect(evidence.numbers.after).toMatchObject({ k: 0 });
});

test("a responder may say that it took longer, which is another start", async () => {
  const start = { start: changedAt };
  const visits = [visitWith("alb.retest@1", start)];
  const same = await look(site, fixed, { run: { visits } });
  expect(same.evidence.numbers).toMatchObject({ attempt: 1, ...start });
  const log = [answered(changedAt + MINUTE, 20)];
  const later = await look(site, fixed, { run: { visits, log } });
  expect(later.evidence.numbers).toMatchObject({
    attempt: 2,
    start: changedAt + 20 * MINUTE,
    after: { from: changedAt + 20 * MINUTE },
  });
  expect(later.evidence.details.join()).toContain("when the rollout was complete as stated");
});

test("an answer that belongs to an earlier change moves nothing", async () => {
  const log = [answered(changedAt - MINUTE, 20)];
  const { evidence } = await look(site, fixed, { run: { log } });
  expect(evidence.numbers.start).toBe(changedAt);
});

test("looks that were taken back are paid for all the same", async () => {
  const taken = { ...visitWith("alb.retest@1", { start: NOW - 90 * MINUTE }), superseded: true };
  const { evidence } = await look(site, fixed, { run: { visits: [taken] } });
  expect(evidence.numbers.attempt).toBe(2);
});

test("requests are announced before they are sent", async () => {
  let sent = 0;
  site.server.on("request", () => {
    sent += 1;
  });
  const { traces } = await look(site, fixed);
  expect(sent).toBe(3);
  expect(traces).toEqual([
    {
      says: expect.stringMatching(/^up to 3 HEAD requests of its own to http:/),
      numbers: { from: NOW, to: NOW + 45_600, requests: 3, failures: null },
    },
  ]);
});

test("the time of a look that was lost half-way is left out, for nobody knows what it sent", async () => {
  const numbers = { from: NOW - 30 * MINUTE, to: NOW - 28 * MINUTE, requests: 20, failures: null };
  const lost = { ...visitWith("", {}), traces: [{ says: "", numbers }] };
  const alone = countAfter((await look(site, unfixed)).evidence.numbers);
  const { evidence } = await look(site, unfixed, { run: { visits: [lost] } });
  const left = alone - countAfter(evidence.numbers);
  // Three minutes of 6,000 or so.
  expect(left).toBeGreaterThan(17_000);
  expect(left).toBeLessThan(19_000);
});

test("a look that ended is known by what it really sent", async () => {
  const from = NOW - 30 * MINUTE;
  const trace = {
    says: "",
    numbers: { from, to: from + 5 * MINUTE, requests: 20, failures: null },
  };
  const own = [{ from, to: from + 10_000, requests: 20, failures: 0 }];
  const whole = { ...visitWith("alb.retest@1", { own }), traces: [trace] };
  const alone = countAfter((await look(site, unfixed)).evidence.numbers);
  const { evidence } = await look(site, unfixed, { run: { visits: [whole] } });
  expect(alone - countAfter(evidence.numbers)).toBe(20);
});

test("what was sent before the change is not judged either", async () => {
  const caught = { from: changedAt - 20 * MINUTE, to: changedAt - 18 * MINUTE - 1 };
  const own = [{ ...caught, requests: 400, failures: 40 }];
  const alone = await look(site, unfixed);
  const { evidence } = await look(site, unfixed, {
    run: { visits: [visitWith("alb.catch@1", { own })] },
  });
  const before = (numbers: object) => ("before" in numbers ? Object(numbers.before).n : undefined);
  expect(before(alone.evidence.numbers) - before(evidence.numbers)).toBeGreaterThan(11_000);
});
