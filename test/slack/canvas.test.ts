import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Postponed } from "../../src/run/errors.ts";
import type { Message } from "../../src/slack/messages/blocks/message.ts";
import { channelId, createThread, post, type Thread } from "./threads.ts";

let here: Thread;
beforeEach(async () => {
  here = await createThread();
});
afterEach(() => here.close());

const card = post("card", "The card");
const canvas = (content: string): Message => ({
  kind: "canvas",
  key: "canvas",
  title: "Postmortem",
  content,
});

const canvases = () =>
  Object.values(here.workspace.data.files).map(({ title, shares, contentBase64 }) => ({
    title,
    channel: shares[0]?.channelId,
    text: Buffer.from(contentBase64, "base64").toString(),
  }));
const count = (method: string) => here.workspace.calls(method).length;

describe("a postmortem's canvas", () => {
  it("is made in the channel's tabs, once, and written anew when its content changes", async () => {
    await here.show(card, canvas("# One"));
    await here.show(card, canvas("# One"));
    expect(canvases()).toEqual([{ title: "Postmortem", channel: channelId, text: "# One" }]);
    await here.show(card, canvas("# Two"));
    expect(canvases()).toEqual([{ title: "Postmortem", channel: channelId, text: "# Two" }]);
    expect(count("canvases.create")).toBe(1);
  });

  it("is not made twice when nobody knows whether it was made", async () => {
    here.fault("canvases.create", { drop: true });
    await here.show(card, canvas("# One"));
    here.crash();
    await here.show(card, canvas("# One"));
    await here.show(card, canvas("# Two"));
    expect(canvases()).toHaveLength(1);
    expect(count("canvases.create")).toBe(1);
  });

  it("is not made twice after a kill before its answer was stored", async () => {
    here.dieAfterPost();
    await here.show(canvas("# One")).catch(() => undefined);
    here.crash();
    await here.show(card, canvas("# One"));
    expect(count("canvases.create")).toBe(1);
  });

  it.each(["free_team_canvas_tab_already_exists", "canvas_disabled_user_team", "missing_scope"])(
    "is left out, with the reason in the log, after %s",
    async (error) => {
      here.fault("canvases.create", { error });
      await here.show(card, canvas("# One"));
      await here.show(card, canvas("# One"));
      expect(here.lines.join()).toContain(error);
      expect(count("canvases.create")).toBe(1);
      expect(here.channel()).toEqual(["The card"]);
    },
  );

  it("leaves a line in the log where nobody knows whether it was made", async () => {
    here.fault("canvases.create", { drop: true });
    await here.show(card, canvas("# One"));
    expect(here.lines.join()).toContain("not known whether there is one");
  });

  it("is tried again as late as Slack asks", async () => {
    here.fault("canvases.create", { rateLimited: 5 });
    await expect(here.show(card, canvas("# One"))).rejects.toBeInstanceOf(Postponed);
    await here.show(card, canvas("# One"));
    expect(canvases()).toHaveLength(1);
  });
});
