import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Workspace } from "../../../lab/workspace/index.ts";
import { SlackRefused } from "../../../src/run/errors.ts";
import { createIdentity } from "../../../src/slack/transport/bot-identity.ts";
import { silent } from "../../engine/parts.ts";
import { start, webClient } from "../../lab/workspace/practice.ts";

let workspace: Workspace;
beforeEach(async () => {
  workspace = await start();
});
afterEach(() => workspace.close());

const identity = () =>
  createIdentity({ client: webClient(workspace), log: silent, pauseMs: () => 0 });

describe("who the bot is", () => {
  it("is asked again after a failure, and once answered never again", async () => {
    workspace.faults.next("auth.test", { status: 503 }, 2);
    const { known } = identity();
    const both = await Promise.all([known(), known()]);
    expect(both).toMatchObject([{ botUserId: workspace.botUserId }, {}]);
    await known();
    await known();
    // Whatever was asked besides has arrived before this.
    await webClient(workspace).auth.test();
    expect(workspace.calls("auth.test")).toHaveLength(4);
  });

  it("is not asked again when Slack does not accept the token", async () => {
    workspace.faults.next("auth.test", { error: "invalid_auth" });
    await expect(identity().known()).rejects.toBeInstanceOf(SlackRefused);
    expect(workspace.calls("auth.test")).toHaveLength(1);
  });

  it("is not asked again before the time that Slack asked for", async () => {
    workspace.faults.next("auth.test", { rateLimited: 30 });
    const asked: number[] = [];
    const pauseMs = (_: number, askedMs: number) => {
      asked.push(askedMs);
      return 0;
    };
    await createIdentity({ client: webClient(workspace), log: silent, pauseMs }).known();
    expect(asked).toEqual([30_000]);
  });

  it("is given up at shutdown", async () => {
    workspace.faults.next("auth.test", { status: 503 }, 99);
    const { known, stop } = createIdentity({
      client: webClient(workspace),
      log: { ...silent, warn: () => stop() },
      pauseMs: () => 60_000,
    });
    await expect(known()).rejects.toThrow();
  });
});
