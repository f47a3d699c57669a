import type { WebClient } from "@slack/web-api";
import { expect, test } from "vitest";
import { createModals } from "../../src/slack/requests/forms/modals.ts";
import type { Requester } from "../../src/slack/requests/requester.ts";

const view = { type: "modal", title: { type: "plain_text", text: "Why?" }, blocks: [] } as const;
const requester: Requester = {
  ...{ person: "UADA", team: "T1", triggerId: "trigger" },
  ...{ isPrivate: false, isDirect: false, delivery: { id: "1" } },
};

/** A client that keeps what it is asked. */
function asked() {
  const calls: unknown[] = [];
  const answer = (method: string) => async (given: object) => {
    calls.push({ method, ...given });
    return { ok: true, view: { id: "V2" } };
  };
  const views = { open: answer("open"), push: answer("push") };
  return { calls, modals: createModals({ views } as unknown as WebClient) };
}

test("a form that is asked for in a form lies on top of it, and closing it goes back", async () => {
  const { calls, modals } = asked();
  const within = { ...requester, view: { id: "V1", metadata: "" } };
  expect(await modals.open(within, { ...view, blocks: [] })).toBe("V2");
  expect(calls).toMatchObject([{ method: "push", trigger_id: "trigger" }]);
});

test("elsewhere it is opened by itself", async () => {
  const { calls, modals } = asked();
  await modals.open(requester, { ...view, blocks: [] });
  expect(calls).toMatchObject([{ method: "open", trigger_id: "trigger" }]);
});
