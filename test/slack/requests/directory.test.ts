import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Workspace, WorkspaceOptions } from "../../../lab/workspace/index.ts";
import { createDirectory, type SlackDirectory } from "../../../src/slack/requests/directory.ts";
import { silent } from "../../engine/parts.ts";
import { createClock, manifest, start, webClient } from "../../lab/workspace/practice.ts";

const scopes = ["channels:read", "groups:read", "users:read", "usergroups:read"];
const tz = "UTC";
let workspace: Workspace;
let directory: SlackDirectory;
let clock: ReturnType<typeof createClock>;

const open = async (more: Partial<WorkspaceOptions> = {}) => {
  clock = createClock();
  workspace = await start({
    manifest: { ...manifest, oauth_config: { scopes: { bot: scopes } } },
    people: [
      { id: "U0ADA", name: "ada", realName: "Ada", tz },
      { id: "U0GUEST", name: "gus", realName: "Gus", tz, guest: "multi" },
      { id: "U0SINGLE", name: "sid", realName: "Sid", tz, guest: "single" },
      { id: "U0OTHER", name: "otto", realName: "Otto", tz, teamId: "T0OTHER" },
      { id: "U0BOT", name: "bot", realName: "Bot", tz, isBot: true },
      { id: "U0GONE", name: "gone", realName: "Gone", tz, isDeactivated: true },
    ],
    userGroups: [{ id: "S0LEADS", users: ["U0ADA"] }],
    ...more,
  });
  directory = createDirectory({ client: webClient(workspace), ...around() });
};
beforeEach(() => open());
afterEach(() => workspace.close());

const around = () => ({ team: async () => "T0PRACTICE", clock: clock.now, log: silent });

const asked = (method: string) => workspace.calls(method).length;

describe("who somebody is", () => {
  const usual = { isOfTeam: true, isGuest: false, isBot: false, isDeactivated: false };
  it.each([
    ["U0ADA", usual],
    ["U0GUEST", { ...usual, isGuest: true }],
    ["U0SINGLE", { ...usual, isGuest: true }],
    ["U0OTHER", { ...usual, isOfTeam: false }],
    ["U0BOT", { ...usual, isBot: true }],
    ["U0GONE", { ...usual, isDeactivated: true }],
    ["U0NOBODY", { ...usual, isOfTeam: false }],
  ])("is what Slack says of %s", async (id, facts) => {
    expect(await directory.person(id)).toEqual(facts);
  });

  it("is asked once a minute", async () => {
    await directory.person("U0ADA");
    await directory.person("U0ADA");
    expect(asked("users.info")).toBe(1);
    clock.advance(61_000);
    await directory.person("U0ADA");
    expect(asked("users.info")).toBe(2);
  });

  it("is asked again when it would be a no, so that a guest who becomes a member is let in", async () => {
    expect(await directory.person("U0GUEST")).toMatchObject({ isGuest: true });
    workspace.setPerson("U0GUEST", { guest: undefined as never });
    clock.advance(3_000);
    expect(await directory.person("U0GUEST")).toMatchObject({ isGuest: false });
  });
});

describe("whether somebody is in a channel", () => {
  it("is what Slack says, also of private ones", async () => {
    expect(await directory.membership("U0ADA", "G0TEAM")).toBe("in");
    expect(await directory.membership("U0GRACE", "G0TEAM")).toBe("out");
    expect(await directory.channel("G0TEAM")).toEqual({ isPrivate: true, isShared: false });
    expect(await directory.channel("C0INC")).toEqual({ isPrivate: false, isShared: false });
  });

  it("is not known of a private channel that the bot is not in", async () => {
    await expect(directory.membership("U0ADA", "G0CLOSED")).rejects.toThrow();
    await expect(directory.channel("G0CLOSED")).rejects.toThrow();
  });

  it("is read over all pages", async () => {
    const members = Array.from({ length: 2_500 }, (_, index) => `U1${index}`);
    workspace.setChannel("G0TEAM", { members });
    expect(await directory.membership("U12499", "G0TEAM")).toBe("in");
    expect(asked("conversations.members")).toBe(3);
  });

  it("is not known where a page leads back to itself, and nobody asks for ever", async () => {
    const round = { ok: true, members: ["U0X"], response_metadata: { next_cursor: "again" } };
    const client = webClient(workspace);
    let calls = 0;
    client.conversations.members = async () => {
      calls += 1;
      return round;
    };
    directory = createDirectory({ client, ...around() });
    expect(await directory.membership("U0ADA", "C0INC")).toBe("unknown");
    expect(await directory.membership("U0X", "C0INC")).toBe("in");
    expect(calls).toBe(2);
  });

  it("is asked again when it would be a no, so that who joined is let in", async () => {
    expect(await directory.membership("U0GRACE", "G0TEAM")).toBe("out");
    workspace.setChannel("G0TEAM", { members: ["U0ADA", "U0GRACE"] });
    clock.advance(3_000);
    expect(await directory.membership("U0GRACE", "G0TEAM")).toBe("in");
  });

  it("is forgotten at once when someone leaves", async () => {
    expect(await directory.membership("U0ADA", "G0TEAM")).toBe("in");
    workspace.setChannel("G0TEAM", { members: [] });
    directory.changed("G0TEAM");
    expect(await directory.membership("U0ADA", "G0TEAM")).toBe("out");
  });

  it("holds for ten minutes as of lately when Slack falls silent, and then no more", async () => {
    expect(await directory.membership("U0ADA", "G0TEAM")).toBe("in");
    workspace.faults.next("conversations.members", { error: "internal_error" }, 9);
    clock.advance(5 * 60_000);
    expect(await directory.membership("U0ADA", "G0TEAM")).toBe("lately");
    clock.advance(6 * 60_000);
    await expect(directory.membership("U0ADA", "G0TEAM")).rejects.toThrow();
  });
});

describe("whether somebody is in a user group", () => {
  it("is what Slack says", async () => {
    expect(await directory.inGroup("U0ADA", "S0LEADS")).toBe(true);
    expect(await directory.inGroup("U0GUEST", "S0LEADS")).toBe(false);
    await expect(directory.inGroup("U0ADA", "S0NONE")).rejects.toThrow();
  });
});
