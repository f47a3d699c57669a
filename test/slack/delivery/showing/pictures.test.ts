import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Drawing } from "../../../../src/language/picture.ts";
import { Postponed } from "../../../../src/run/errors.ts";
import type { PostMessage } from "../../../../src/slack/messages/blocks/message.ts";
import { pictureBlock } from "../../../../src/slack/messages/thread/evidence/picture.ts";
import { drawings, path, tooShort } from "../../../pictures/drawings.ts";
import { createThread, post, type Thread } from "../../threads.ts";

let here: Thread;
beforeEach(async () => {
  here = await createThread({ fileDelayMs: 0 });
});
afterEach(() => here.close());

const card = post("card", "The card");
const drawing = path(tooShort);
const other = drawings.gaps ?? path();

const withPicture = (message: PostMessage, drawn: Drawing = drawing): PostMessage => {
  const [first, ...rest] = message.blocks;
  return { ...message, blocks: [...(first ? [first] : []), pictureBlock(drawn), ...rest] };
};
const step = withPicture(post("step/look#1", "Look"));

const files = () => Object.values(here.workspace.data.files);
const count = (method: string) => here.workspace.calls(method).length;
const shown = (text: string) =>
  here.workspace.data.messages.findLast((message) => message.text === text)?.blocks ?? [];
const types = (text: string) => shown(text).map(({ type }) => type);
const image = (text: string) => shown(text).find(({ type }) => type === "image");

describe("a picture in a message", () => {
  it("comes by an edit once Slack has processed it, in the place where it belongs", async () => {
    await here.showUntilDone(card, step);
    expect(types("Look")).toEqual(["section", "image", "actions"]);
    expect(image("Look")).toMatchObject({
      type: "image",
      alt_text: expect.stringContaining("Node.js closes them after 6 s: it closes first"),
      slack_file: { id: files()[0]?.id },
    });
    expect(files()[0]).toMatchObject({ phase: "processed", shares: [], name: "intervals.png" });
    expect(
      Buffer.from(files()[0]?.contentBase64 ?? "", "base64")
        .subarray(1, 4)
        .toString(),
    ).toBe("PNG");
  });

  it("never holds its message back", async () => {
    here.fault("files.getUploadURLExternal", { error: "fatal_error" });
    await expect(here.show(card, step)).rejects.toBeInstanceOf(Postponed);
    expect(types("Look")).toEqual(["section", "actions"]);
  });

  it("has something in its place until it is there", async () => {
    const letters = {
      type: "section",
      text: { type: "plain_text", text: "lb 60 s, app 6 s" },
    } as const;
    const [first, ...rest] = post("step/look#1", "Look").blocks;
    const drawn = { ...pictureBlock(drawing), meanwhile: [letters] };
    const both = { ...step, blocks: [...(first ? [first] : []), drawn, ...rest] };
    here.fault("files.info", { status: 503 });
    await expect(here.show(card, both)).rejects.toBeInstanceOf(Postponed);
    expect(types("Look")).toEqual(["section", "section", "actions"]);
    await here.showUntilDone(card, both);
    expect(types("Look")).toEqual(["section", "image", "actions"]);
  });

  it("is uploaded once, however often and wherever it is shown", async () => {
    await here.showUntilDone(card, step);
    const twice = withPicture(post("step/look#2", "Look again"));
    await here.showUntilDone(card, step, twice);
    expect(files()).toHaveLength(1);
    expect(image("Look again")).toMatchObject({ slack_file: { id: files()[0]?.id } });
    // The second message had its picture at once.
    expect(count("chat.update")).toBe(1);
  });

  it("gives way to another one when its content changes", async () => {
    await here.showUntilDone(card, step);
    await here.showUntilDone(card, withPicture(post("step/look#1", "Look"), other));
    expect(files().map(({ name }) => name)).toEqual(["intervals.png", "histogram.png"]);
    expect(image("Look")).toMatchObject({ slack_file: { id: files()[1]?.id } });
  });

  it("is waited for while Slack processes it, without edits in between", async () => {
    await here.close();
    here = await createThread({ fileDelayMs: 60_000 });
    await expect(here.show(card, step)).rejects.toMatchObject({ waitMs: 1_000 });
    await expect(here.show(card, step)).rejects.toMatchObject({ waitMs: 1_000 });
    expect(files()).toHaveLength(1);
    expect(count("chat.update")).toBe(0);
    expect(types("Look")).toEqual(["section", "actions"]);
  });

  it("is given up when Slack never processes it, and the thread goes on", async () => {
    await here.close();
    here = await createThread({ fileDelayMs: 3_600_000 });
    await here.showUntilDone(card, step).catch(() => undefined);
    here.clock.advance(61_000);
    await here.showUntilDone(card, step);
    expect(here.lines.join()).toContain("did not process a picture within a minute");
    expect(types("Look")).toEqual(["section", "actions"]);
  });
});

describe("a picture after a crash", () => {
  it("is found again when it was on its way, and not uploaded twice", async () => {
    here.fault("files.info", { status: 503 });
    await expect(here.show(card, step)).rejects.toBeInstanceOf(Postponed);
    here.crash();
    await here.showUntilDone(card, step);
    expect(files()).toHaveLength(1);
    expect(types("Look")).toContain("image");
  });

  it("is uploaded anew when only its place was reserved", async () => {
    here.fault("upload", { dropBefore: true });
    await expect(here.show(card, step)).rejects.toBeInstanceOf(Postponed);
    here.crash();
    await here.showUntilDone(card, step);
    expect(files().map(({ phase }) => phase)).toEqual(["reserved", "processed"]);
    expect(image("Look")).toMatchObject({ slack_file: { id: files()[1]?.id } });
  });

  it("is found again when the answer to its last call was lost", async () => {
    here.fault("files.completeUploadExternal", { drop: true });
    await here.showUntilDone(card, step);
    expect(files()).toHaveLength(1);
    expect(types("Look")).toContain("image");
  });
});

describe("a picture that Slack refuses", () => {
  it("leaves the rest of its message as it is", async () => {
    await here.showUntilDone(card, step);
    here.fault("chat.postMessage", { error: "invalid_blocks" });
    await here.showUntilDone(card, withPicture(post("step/look#2", "Look again")));
    expect(types("Look again")).toEqual(["section", "actions"]);
    await here.showUntilDone(card, withPicture(post("step/look#2", "Looked again")));
    expect(types("Looked again")).toEqual(["section", "actions"]);
  });

  it("is left out when an edit is refused because of it", async () => {
    here.fault("chat.update", { error: "invalid_blocks" });
    await here.showUntilDone(card, step);
    expect(types("Look")).toEqual(["section", "actions"]);
    expect(count("chat.update")).toBe(2);
  });

  it("does not make later versions without a picture plain", async () => {
    await here.showUntilDone(card, step);
    here.fault("chat.update", { error: "invalid_blocks" });
    await here.showUntilDone(card, withPicture(post("step/look#1", "Looked")));
    const rich = post("step/look#1", "Decided");
    const divided = { ...rich, blocks: [...rich.blocks, { type: "divider" } as const] };
    await here.showUntilDone(card, divided);
    expect(types("Decided")).toEqual(["section", "actions", "divider"]);
  });

  it("is given up when uploads are not allowed, with the reason in the log", async () => {
    here.fault("files.getUploadURLExternal", { error: "missing_scope" }, 9);
    await here.showUntilDone(card, step);
    expect(types("Look")).toEqual(["section", "actions"]);
    expect(here.lines.join()).toContain("missing_scope");
  });
});
