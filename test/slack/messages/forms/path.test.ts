import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Answers } from "#flow";
import type { KnownHandle } from "../../../../src/slack/messages/blocks/click-actions.ts";
import { openForm, readForm } from "../../../../src/slack/messages/forms/run-forms.ts";
import { chose, diagnosed, did, flow, observed, path } from "../runs.ts";
import { hostile } from "../walks.ts";
import { errors, fill, ids, next, nginx, node, ok, parts, problems } from "./filling.ts";

const reviewing = chose(diagnosed(), "inner-hop-race");
const answer: KnownHandle = { act: "answer", run: "r1", visit: "reviewBackend#1" };

const open = (handle: KnownHandle, run = reviewing) => openForm({ handle, flow, run, parts });
const read = (view: ReturnType<typeof open>, typed: Parameters<typeof fill>[1], run = reviewing) =>
  readForm({
    ...{ flow, run, parts, metadata: view.private_metadata ?? "" },
    values: fill(view, typed),
  });

describe("the form for a path of servers", () => {
  it("takes a single server on one page", () => {
    const act = ok(
      read(open(answer), {
        "path:path:0:kind": node,
        "path:path:0:closes:how": "read",
        "path:path:0:closes:value": "65000 ms",
        "path:path:0:closes:where": "server.ts:12",
        "path:path:0:port": "8080",
      }),
    ).act;
    const closes = { how: "read", seconds: 65, where: "server.ts:12" };
    expect(act).toEqual({
      kind: "answer",
      visit: "reviewBackend#1",
      answers: { path: [{ kind: node, closes, port: 8080 }] },
    });
  });

  it("asks whether a bare 65000 is in milliseconds or seconds, when the server's unit does not say", () => {
    const wrong = errors(
      read(open(answer), {
        "path:path:0:kind": nginx,
        "path:path:0:closes:how": "read",
        "path:path:0:closes:value": "65000",
      }),
    );
    expect(wrong).toEqual({
      "path:path:0:closes:value": "Milliseconds or seconds? Type 65000 ms or 65000 s.",
    });
  });

  it("reads a pasted measurement, and says what a failed one means", () => {
    const measured = (pasted: string) =>
      read(open(answer), {
        "path:path:0:kind": node,
        "path:path:0:closes:how": "measured",
        "path:path:0:closes:value": pasted,
      });
    const { act } = ok(measured("$ bash\nHTTP/1.1 200 OK\nhandrail: closed after 5010 ms"));
    expect(act).toMatchObject({
      answers: { path: [{ closes: { how: "measured", seconds: 5.01 } }] },
    });
    expect(Object.values(errors(measured("connection refused")))[0]).toContain("Check the port");
  });

  it("knows the difference between a close, no close while it was measured, and never", () => {
    const idle = (how: string, value: string) => {
      const id = "path:path:0";
      const typed = {
        [`${id}:kind`]: node,
        [`${id}:closes:how`]: how,
        [`${id}:closes:value`]: value,
      };
      const { act } = ok(read(open(answer), typed));
      return act.kind === "answer" && (act.answers.path as { closes?: unknown }[])[0]?.closes;
    };
    const still = "HTTP/1.1 200 OK\nhandrail: still open after 150010 ms";
    expect(idle("measured", still)).toEqual({ how: "measured", seconds: 150, state: "at-least" });
    const silent = "HTTP/1.1 200 OK\nhandrail: closed after 3 ms";
    expect(idle("measured", silent)).toEqual({ how: "measured", state: "closes-silently" });
    expect(idle("read", "never")).toEqual({ how: "read", state: "never" });
    expect(idle("read", "I don’t know")).toEqual({ how: "unknown" });
  });

  it("takes “I do not know” for everything", () => {
    const { act } = ok(
      read(open(answer), {
        "path:path:0:kind": "unknown",
        "path:path:0:closes:how": "unknown",
      }),
    );
    const unknown = { kind: "unknown", closes: { how: "unknown" } };
    expect(act).toMatchObject({ answers: { path: [unknown] } });
  });

  it("asks for what stands behind a proxy, and how long the proxy keeps connections to it", () => {
    const second = next(
      read(open(answer), {
        "path:path:0:kind": nginx,
        "path:path:0:closes:how": "default",
      }),
    );
    expect(problems(second)).toEqual([]);
    expect(ids(second)).toContain("path:path:1:keeps:how");
    const { act } = ok(
      read(second, {
        "path:path:1:keeps:how": "read",
        "path:path:1:keeps:value": "60s",
        "path:path:1:kind": node,
        "path:path:1:closes:how": "unknown",
      }),
    );
    expect(act).toMatchObject({
      answers: {
        path: [
          { kind: nginx, closes: { how: "default" }, keeps: { how: "read", seconds: 60 } },
          { kind: node, closes: { how: "unknown" } },
        ],
      },
    });
  });

  it("goes on to another server when the box is ticked, and ends by itself", () => {
    let view = open(answer);
    for (const index of [0, 1, 2]) {
      expect(JSON.stringify(view.blocks)).not.toContain("ends here");
      view = next(
        read(view, {
          [`path:path:${index}:kind`]: node,
          [`path:path:${index}:closes:how`]: "default",
          [`path:path:${index}:more`]: "more",
        }),
      );
    }
    expect(ids(view)).not.toContain("path:path:3:more");
    expect(JSON.stringify(view.blocks)).toContain("A path ends here with four servers");
    const last = { "path:path:3:kind": nginx, "path:path:3:closes:how": "default" };
    const { act } = ok(read(view, last));
    expect(act.kind === "answer" && (act.answers as { path: unknown[] }).path).toHaveLength(4);
  });

  it("shows what was answered before, and takes it again unchanged", () => {
    const answers = { path: [{ ...path(5)[0], kind: node, port: 80 }] } as unknown as Answers;
    const known = did(reviewing, { kind: "answer", visit: "reviewBackend#1", answers });
    const seen = observed(known, { finding: "too-short", says: "5 s." });
    const { act } = ok(read(open(answer, seen), {}, seen));
    expect(act).toMatchObject({ kind: "answer", answers });
  });

  it("points at everything that is missing at once", () => {
    const wrong = errors(read(open(answer), { "path:path:0:port": "80000" }));
    expect(Object.keys(wrong)).toEqual([
      "path:path:0:closes:how",
      "path:path:0:kind",
      "path:path:0:port",
    ]);
  });

  it("always makes pages that Slack takes, or asks to shorten what it cannot keep", () => {
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 4, maxLength: 4 }), (texts) => {
        let view = open(answer);
        for (const [index, text] of texts.entries()) {
          expect(problems(view)).toEqual([]);
          const id = `path:path:${index}`;
          const more = index < 3 ? { [`${id}:more`]: "more" } : {};
          const how = {
            [`${id}:closes:how`]: "default",
            [`${id}:closes:where`]: text.slice(0, 100),
          };
          const submitted = read(view, { [`${id}:kind`]: node, ...how, ...more });
          if (submitted.kind === "errors") {
            expect(Object.values(submitted.errors)[0]).toContain("shorten");
            return;
          }
          if (submitted.kind === "next") view = submitted.view;
        }
      }),
      { numRuns: 50 },
    );
  });
});
