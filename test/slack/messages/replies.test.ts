import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LoadBalancerRef } from "#flow";
import { problemsOfBlocks } from "../../../lab/workspace/rules/blocks.ts";
import { problemsOfView } from "../../../lab/workspace/rules/views.ts";
import { HandrailError, StaleVisit } from "../../../src/run/errors.ts";
import { withPictures } from "../../../src/slack/delivery/showing/pictures.ts";
import { decodeHandle } from "../../../src/slack/messages/blocks/handle.ts";
import type { Reply } from "../../../src/slack/messages/replies/ephemeral-reply.ts";
import { helpReply } from "../../../src/slack/messages/replies/help.ts";
import { homeView } from "../../../src/slack/messages/replies/home.ts";
import { refusalReply } from "../../../src/slack/messages/replies/refusal.ts";
import { pickRun, runList, whichToResume } from "../../../src/slack/messages/replies/run-lists.ts";
import {
  alreadyOpen,
  notInChannel,
  type PendingStart,
  pendingStartOf,
  pickSubject,
  type Unclear,
} from "../../../src/slack/messages/replies/start-questions.ts";
import { statusModal, statusReply } from "../../../src/slack/messages/replies/status-reply.ts";
import { fields } from "../../probes.ts";
import { chose, diagnosed, flow, resolved, started, startedAt } from "./runs.ts";
import { button, buttons, foreign, mrkdwn } from "./shown.ts";
import { hostile } from "./walks.ts";

/** Several load balancers that could be meant, or only similar ones of where was `looked`. */
function unclear(typed: string, answers: readonly LoadBalancerRef[], looked?: string): Unclear {
  const of = fields.get("loadBalancer");
  if (of === undefined) throw new Error("There is no such kind.");
  const about = { of, field: "loadBalancer", typed, next: typed };
  return looked === undefined
    ? { ...about, kind: "ambiguous", candidates: answers }
    : { ...about, kind: "unknown", similar: answers, looked };
}

const pending: PendingStart = {
  flow: flow.id,
  facts: { window: "3 hours" },
  typed: { loadBalancer: "orders" },
  channel: "C1",
  threadTs: "1.1",
};

const row = (text: string) =>
  ({
    id: "r1",
    flow: flow.id,
    version: 1,
    subject: text,
    exclusive: true,
    status: "open",
    place: { team: "T1", channel: "C1" },
    driver: "U0ANA",
    startedAt,
    revision: 3,
  }) as const;

describe("every answer to one person", () => {
  const answers = (text: string): readonly Reply[] => {
    const candidates = Array.from({ length: 12 }, () => ({
      name: text,
      region: text,
      account: text,
    }));
    return [
      refusalReply(new HandrailError("some", text)),
      refusalReply(new Error(text)),
      helpReply("/runbook", text),
      runList(
        [flow],
        Array.from({ length: 30 }, () => row(text)),
      ),
      statusReply(flow, diagnosed(), "https://example.slack.com/archives/C1/p1?a=1&b=2"),
      alreadyOpen(diagnosed(), { ...pending, facts: { url: text } }, text),
      pickSubject(unclear(text, candidates), pending),
      pickSubject(unclear(text, candidates, text), pending),
      pickRun(
        "status",
        Array.from({ length: 30 }, () => row(text)),
      ),
      notInChannel({ ...pending, facts: { url: text } }, true),
      whichToResume(
        Array.from({ length: 30 }, () => row(text)),
        "/runbook",
      ),
    ];
  };

  it("keeps Slack's limits and escapes what is not ours", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        for (const answer of answers(text)) {
          expect(problemsOfBlocks(answer.blocks, "message")).toEqual([]);
          const ours = /<https:\/\/example\.slack\.com\/[^\s<>|]+\|[\w ]+>/g;
          for (const one of [...mrkdwn(answer.blocks), answer.text]) {
            expect(foreign(one.replaceAll(ours, ""))).toBe("");
          }
        }
        const run = { ...diagnosed(), facts: { loadBalancer: { name: text, region: text } } };
        const many = Array.from({ length: 15 }, () => ({
          ...{ row: row(text), run, flow, link: "https://example.com" },
        }));
        const reasons = [text, text];
        const tab = homeView({
          ...{ person: "U0CY", command: "/runbook", flows: [flow], open: many, closed: many },
          unshown: [{ row: row(text), why: text }],
          wellbeing: {
            reasons,
            dead: { show: 2 },
            looks: { at: "AWS", problem: { at: 0, says: text } },
          },
        });
        expect(problemsOfView({ type: "home", blocks: withPictures(shelf, tab) }, "home")).toEqual(
          [],
        );
      }),
      { numRuns: 60 },
    );
  });
});

/** Where every drawing has its file. */
const shelf = {
  row: (key: string) => ({ key, ts: "F0PICTURE", generation: 1, hash: "" }),
  put: async () => {},
};

describe("a refusal", () => {
  it("of a step that is over says who was first and what they did", () => {
    const visit = chose(diagnosed(), "inner-hop-race", undefined, "U0BOB").visits[0];
    const error = new StaleVisit("This step is already decided.", visit);
    expect(refusalReply(error, "U0ANA").text).toBe(
      "<@U0BOB> was first and decided this step at 03:14 UTC. The thread shows the next step.",
    );
    expect(refusalReply(error, "U0BOB").text).toContain("already recorded: you decided this step");
  });

  it("of something unexpected does not show its insides, nor say what nobody knows", () => {
    const { text } = refusalReply(new TypeError("Cannot read properties of undefined"));
    expect(text).not.toContain("undefined");
    expect(text).not.toContain("nothing was recorded");
    expect(text).toContain("cannot tell whether this was recorded");
  });
});

describe("a start that waits for one more click", () => {
  it("keeps what was answered in the button", () => {
    const { handle } = button(notInChannel(pending, true).blocks, "Let me in");
    expect(handle.act).toBe("letMeIn");
    expect(pendingStartOf(handle)).toEqual(pending);
    const again = button(notInChannel(pending, false).blocks, "Try again").handle;
    expect(pendingStartOf(again)).toEqual(pending);
  });

  it("starts anyway, or joins the run that is open", () => {
    const answer = alreadyOpen(diagnosed(), pending, "https://example.slack.com/x");
    expect(answer.text).toContain("open since 2026-11-23 03:12 UTC, driven by <@U0ANA>");
    expect(button(answer.blocks, "Join").handle).toEqual({ act: "join", run: "r1" });
    const anyway = pendingStartOf(button(answer.blocks, "Start anyway").handle);
    expect(anyway).toEqual({ ...pending, anyway: true });
  });

  it("goes on with the load balancer that was picked, which is then no longer only typed", () => {
    const candidates = ["eu-west-1", "us-east-1"].map((region) => ({ name: "orders", region }));
    const { blocks } = pickSubject(unclear("orders", candidates), pending);
    const picked = buttons(blocks).map(({ handle }) => pendingStartOf(handle));
    expect(picked.map((start) => start?.facts.loadBalancer)).toEqual(candidates);
    expect(picked.every((start) => start?.typed?.loadBalancer === undefined)).toBe(true);
  });

  it("has no button when a button cannot hold it, and says what to do", () => {
    const { blocks, text } = notInChannel({ ...pending, facts: { url: "x".repeat(2_000) } }, true);
    expect(buttons(blocks)).toEqual([]);
    expect(text).toContain("start the runbook again");
  });

  it("is none when the button says something else", () => {
    expect(pendingStartOf(decodeHandle('{"act":"letMeIn","item":"[]"}'))).toBeUndefined();
    expect(pendingStartOf(decodeHandle('{"act":"letMeIn"}'))).toBeUndefined();
  });
});

describe("where a run stands", () => {
  it("is said in five short lines", () => {
    const { text } = statusReply(flow, diagnosed(), "https://example.slack.com/x");
    expect(text.split("\n")).toHaveLength(5);
    expect(text).toContain("Now: Confirm the 502 pattern. Waiting for a decision since 03:12 UTC.");
    expect(text).toContain("Known: 12 of 240,000 requests failed");
  });

  it("is said before anything is known and after the end", () => {
    expect(statusReply(flow, started()).text).toContain("Known: nothing yet.");
    expect(statusReply(flow, resolved()).text).toContain("Resolved.");
    expect(problemsOfView(statusModal(flow, resolved()), "modal")).toEqual([]);
  });
});
