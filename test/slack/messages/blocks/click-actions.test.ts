import { describe, expect, it } from "vitest";
import {
  clickActions,
  decodeClick,
  decodeForm,
  toAct,
} from "../../../../src/slack/messages/blocks/click-actions.ts";
import { actionId, encodeHandle } from "../../../../src/slack/messages/blocks/handle.ts";

describe("a click", () => {
  it("comes back as the handle that its button carries", () => {
    const handle = { act: "choose", run: "r1", visit: "retest#2", item: "fixed" } as const;
    const clicked = { action_id: actionId(handle), value: encodeHandle(handle) };
    expect(decodeClick(clicked)).toEqual(handle);
  });

  it("on a menu carries what was picked", () => {
    const clicked = { action_id: "pickFlow", selected_option: { value: "alb-502-keepalive" } };
    expect(decodeClick(clicked)).toEqual({ act: "pickFlow", item: "alb-502-keepalive" });
  });

  it("of another version or another app is answered in a sentence", () => {
    for (const value of [undefined, "", "{}", '{"act":"danceWithMe"}', '{"act":"toString"}']) {
      const click = () => decodeClick({ action_id: "x", value });
      expect(click).toThrow(/another version/);
    }
    expect(() => decodeForm("not ours")).toThrow(/another version/);
  });

  it("stands for one act of the run, for every act that is recorded at once", () => {
    const recording = Object.entries(clickActions).flatMap(([act, way]) =>
      typeof way === "function" ? [act] : [],
    );
    for (const act of recording) {
      const handle = { act, run: "r1", visit: "retest#2", item: "watch" };
      // Two controls for one act: its button takes a follow-up for oneself, its menu gives it to anyone.
      const kind = act === "giveFollowUp" ? "takeFollowUp" : act;
      expect(toAct(handle, "U0ANA").kind).toBe(kind);
    }
    expect(toAct({ act: "takeFollowUp", item: "watch" }, "U0BOB")).toEqual({
      kind: "takeFollowUp",
      item: "watch",
      owner: "U0BOB",
    });
  });

  it("on a menu for people or days carries what was picked", () => {
    const who = decodeClick({ action_id: "giveFollowUp:r1:watch:it", selected_user: "U0BOB" });
    expect(who).toEqual({ act: "giveFollowUp", run: "r1", item: "watch:it", picked: "U0BOB" });
    expect(toAct(who, "U0ANA")).toMatchObject({ kind: "takeFollowUp", owner: "U0BOB" });
    const when = decodeClick({ action_id: "dateFollowUp:r1:watch", selected_date: "2026-12-01" });
    expect(toAct(when, "U0ANA")).toMatchObject({ kind: "dateFollowUp", due: "2026-12-01" });
    expect(() => decodeClick({ action_id: "dance:r1:watch", selected_user: "U0BOB" })).toThrow(
      /another version/,
    );
  });

  it("that opens a form is no act by itself", () => {
    expect(() => toAct({ act: "stop", run: "r1" }, "U0ANA")).toThrow(
      /nothing that can be recorded/,
    );
  });
});
