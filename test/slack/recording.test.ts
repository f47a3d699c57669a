import { once } from "node:events";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { StoreUnavailable } from "../../src/run/errors.ts";
import { channelId, createStage, type Stage } from "./stage.ts";

let stage: Stage;

describe.each(["socket", "http"] as const)("over %s", (over) => {
  beforeEach(async () => {
    stage = await createStage({ over });
  });
  afterEach(() => stage.close());

  const open = () => stage.engine.rows({ status: "open", limit: 10 });

  describe("what could not be recorded", () => {
    it("is not acknowledged, and the clicker is told", async () => {
      await stage.close();
      let isBroken = false;
      stage = await createStage({
        over,
        withStore: (store) => ({
          ...store,
          commit: (commit, signal) =>
            isBroken
              ? Promise.reject(new StoreUnavailable("The database is out of reach. Try again."))
              : store.commit(commit, signal),
        }),
        ackLimitMs: 200,
      });
      await stage.begin();
      isBroken = true;
      const outcome = await stage.ada.slash(channelId, "/runbook note lost?");
      expect(outcome.acked).toBe(false);
      await stage.whisper(stage.ada, "The database is out of reach");
      expect(stage.lines.join()).toContain("was not acknowledged");
    });

    it("is not waited for when the database hangs before it comes to a commit: the clicker is told", async () => {
      await stage.close();
      const hanging = Promise.withResolvers<never>();
      let isHanging = false;
      const deadlines = { commitMs: 50_000, ackMs: 60_000 };
      stage = await createStage({
        ...{ over, deadlines },
        ackLimitMs: 3_000,
        withStore: (store) => ({
          ...store,
          rows: (where) => (isHanging ? hanging.promise : store.rows(where)),
        }),
      });
      await stage.begin();
      isHanging = true;
      deadlines.commitMs = 50;
      const outcome = await stage.ada.slash(channelId, "/runbook note lost?");
      expect(outcome.acked).toBe(false);
      await stage.whisper(stage.ada, "This takes too long");
    });

    it("is given up when the commit hangs, so that unacknowledged means not recorded", async () => {
      await stage.close();
      stage = await createStage({
        over,
        deadlines: { commitMs: 50, ackMs: 100 },
        ackLimitMs: 300,
        withStore: (store) => ({
          ...store,
          commit: async (commit, signal) => {
            if (signal?.aborted === false) await once(signal, "abort");
            return store.commit(commit, signal);
          },
        }),
      });
      const slash = () => stage.ada.slash(channelId, "/runbook small shop");
      let outcome = await slash();
      // A busy machine may spend the time before it comes to the commit, by looking somebody up; that is said, and known then.
      while (outcome.acked) {
        expect(outcome.response?.text).toContain("try again");
        outcome = await slash();
      }
      expect(outcome.acked).toBe(false);
      expect(await open()).toHaveLength(0);
    });
  });

  describe("shutting down", () => {
    it("finishes and acknowledges the clicks that are under way", async () => {
      const starting = stage.ada.slash(channelId, "/runbook small shop");
      await stage.workspace.until(() => stage.workspace.calls("conversations.info").length > 0);
      await stage.slack.stop();
      expect((await starting).acked).toBe(true);
      expect(await open()).toHaveLength(1);
    });
  });
});
