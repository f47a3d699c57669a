import { afterEach, describe, expect, it } from "vitest";
import type { Outcome } from "../../../lab/workspace/index.ts";
import { eventually } from "../../eventually.ts";
import { channelId, createStage, type Stage, type StageOptions } from "../stage.ts";

const patience = { retryMs: () => 10, retireMs: 60_000, lostMs: 60_000 };

let stage: Stage;
const open = async (options: StageOptions = {}) => {
  stage = await createStage({ patience, ...options });
  await both();
};
afterEach(() => stage.close());

const both = () => eventually(() => expect(stage.slack.transport.state().open).toBe(2));
const note = (text: string): Promise<Outcome> =>
  stage.ada.slash(channelId, `/runbook note ${text}`);
const notes = async () => {
  const [row] = await stage.engine.rows({ status: "open", limit: 1 });
  const run = await stage.engine.read(row?.id ?? "");
  return run.notes.map(({ text }) => text);
};

describe("two sockets", () => {
  it("are open at a time, and both are answered on", async () => {
    await open();
    expect(stage.workspace.sockets.count()).toBe(2);
    await stage.begin();
    const outcomes = [await note("one"), await note("two"), await note("three")];
    expect(outcomes.map(({ acked }) => acked)).toEqual([true, true, true]);
    expect(stage.lines).toEqual([]);
  });

  it.each(["warning", "refresh_requested"] as const)(
    "answer every click while Slack replaces them after %s",
    async (reason) => {
      await open();
      await stage.begin();
      const before = [note("before 1"), note("before 2")];
      stage.workspace.sockets.disconnect(reason);
      const during: Promise<Outcome>[] = [];
      for (let count = 0; stage.workspace.sockets.count() < 4; count += 1) {
        during.push(note(`during ${count}`));
        await during.at(-1);
      }
      const outcomes = await Promise.all([...before, ...during, note("after")]);
      expect(outcomes.every(({ acked }) => acked)).toBe(true);
      expect(await notes()).toHaveLength(outcomes.length);
      expect(stage.slack.transport.state().open).toBe(4);
    },
  );

  it("are replaced when they were cut, and what they brought before is kept", async () => {
    await open();
    await stage.begin();
    stage.workspace.sockets.drop();
    await stage.workspace.until(() => stage.workspace.calls("apps.connections.open").length >= 4);
    await stage.workspace.until(() => stage.workspace.sockets.count() === 2);
    expect((await note("after the cut")).acked).toBe(true);
  });

  it("are closed when a replaced one outlives its time", async () => {
    await open({ patience: { ...patience, retireMs: 20 } });
    stage.workspace.sockets.disconnect("warning");
    await stage.workspace.until(() => stage.workspace.sockets.count() === 4);
    await stage.workspace.until(() => stage.workspace.sockets.count() === 2);
    expect((await note("still heard")).acked).toBe(true);
  });

  it("wait as long as Slack asks before they are opened again", async () => {
    await open();
    stage.workspace.faults.next("apps.connections.open", { rateLimited: 1 }, 2);
    const at = performance.now();
    stage.workspace.sockets.drop();
    await stage.workspace.until(() => stage.workspace.sockets.count() === 0);
    await stage.workspace.until(() => stage.workspace.sockets.count() === 2);
    expect(performance.now() - at).toBeGreaterThanOrEqual(990);
  });
});

describe("a commit whose acknowledgement cannot be sent", () => {
  it("stands, and is no failure", async () => {
    let cut = () => {};
    await open({
      withStore: (store) => ({
        ...store,
        commit: async (commit, signal) => {
          const committed = await store.commit(commit, signal);
          cut();
          return committed;
        },
      }),
      ackLimitMs: 300,
    });
    await stage.begin();
    cut = stage.workspace.sockets.drop;
    expect((await note("recorded all the same")).acked).toBe(false);
    cut = () => {};
    expect(await notes()).toEqual(["recorded all the same"]);
    expect(stage.lines.join()).not.toContain("was not acknowledged");
  });
});

describe("Slack out of reach", () => {
  it("is a break when no socket is open for the longest time allowed", async () => {
    await open({ patience: { ...patience, lostMs: 1_500 } });
    stage.workspace.faults.next("apps.connections.open", { status: 503 }, 10_000);
    stage.workspace.sockets.drop();
    await expect(stage.slack.transport.broken).rejects.toThrow("No socket to Slack was open");
  });

  it("is a break at once when the app token is revoked, but only when the last socket is gone", async () => {
    await open();
    stage.workspace.faults.next("apps.connections.open", { error: "token_revoked" }, 10_000);
    stage.workspace.sockets.disconnect("warning");
    await stage.workspace.until(() => stage.workspace.calls("apps.connections.open").length > 4);
    expect((await note("the old sockets still work")).acked).toBe(true);
    stage.workspace.sockets.drop();
    await expect(stage.slack.transport.broken).rejects.toThrow(/app token.*token_revoked/);
  });

  it("is said at the start, when the app token is not accepted", async () => {
    await open();
    const other = await createStage({ workspace: stage.workspace, started: false });
    stage.workspace.faults.next("apps.connections.open", { error: "invalid_auth" }, 2);
    await expect(other.slack.start()).rejects.toThrow(/app token.*invalid_auth/);
    await other.slack.stop();
    await other.store.close();
  });
});

describe("another process that answers for the same app", () => {
  it("is warned of where the database is a file, for half of the clicks go there", async () => {
    await open();
    const other = await createStage({ workspace: stage.workspace, isAlone: true });
    await stage.workspace.until(() => stage.workspace.sockets.count() === 4);
    expect(other.lines.join()).toContain("more sockets of this app");
    await other.slack.stop();
    await other.store.close();
  });

  it("is what many processes of one database are", async () => {
    await open();
    const other = await createStage({ workspace: stage.workspace });
    await stage.workspace.until(() => stage.workspace.sockets.count() === 4);
    expect(other.lines).toEqual([]);
    await other.slack.stop();
    await other.store.close();
  });
});
