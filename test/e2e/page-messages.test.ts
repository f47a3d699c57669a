import { describe, expect, it } from "vitest";
import {
  acknowledge,
  button,
  isSeen,
  mrkdwn,
  option,
  plain,
  section,
  setTheStage,
  stage,
} from "./page-stage.ts";

setTheStage();

describe("one's own message", () => {
  const menu = (label: string) =>
    stage.tab
      .getByRole("button", { name: "More about this message" })
      .first()
      .click()
      .then(() => stage.tab.getByRole("menuitem", { name: label }).click());

  it("can be edited, marked with an emoji and deleted", async () => {
    const { ts } = await stage.workspace.as("U0ADA").say("C0INC", "It is slwo");
    const shown = () => stage.workspace.data.messages.find((message) => message.ts === ts);
    await stage.tab.getByText("It is slwo").waitFor();
    await menu("Edit message");
    await stage.tab.getByRole("textbox", { name: "Edit message" }).fill("It is slow");
    await stage.tab.getByRole("button", { name: "Save" }).click();
    await stage.tab.getByText("· edited").waitFor();
    await menu("React with 📌");
    await stage.tab.getByRole("button", { name: "📌 1" }).click();
    await stage.workspace.until(() => shown()?.reactions.length === 0);
    await menu("Delete message");
    await stage.tab.getByText("It is slow").waitFor({ state: "detached" });
    expect(shown()).toBeUndefined();
  });
});

describe("what others wrote", () => {
  const hostile = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';
  const escaped = hostile.replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const link = "<javascript:window.hacked=1|press me>";

  it("shows as text wherever it stands, and nothing of it runs", async () => {
    await stage.workspace.as("U0ADA").say("C0INC", hostile);
    await stage.post("fallback", [
      { type: "header", text: plain("<b>head</b>") },
      section(`${escaped} ${link}`, { fields: [mrkdwn(escaped)] }),
      { type: "context", elements: [mrkdwn(link)] },
      { type: "actions", elements: [button("<i>go</i>", { url: "javascript:window.hacked=1" })] },
      { type: "markdown", text: `# ${hostile}\n[press](javascript:window.hacked=1)\n${hostile}` },
      { type: "image", alt_text: hostile, image_url: "https://evil.example/x.png" },
      {
        type: "rich_text",
        elements: [
          {
            type: "rich_text_section",
            elements: [{ type: "link", url: "javascript:window.hacked=1", text: "rich" }],
          },
        ],
      },
    ]);
    const log = stage.tab.getByRole("log");
    await log.getByText("rich", { exact: true }).waitFor();
    await stage.tab.getByRole("button", { name: "<i>go</i>" }).click();
    expect(await log.getByText("onerror=").count()).toBeGreaterThanOrEqual(4);
    expect(await log.getByText("<b>head</b>").count()).toBe(1);
    expect(await log.locator("script, img[src='x'], b, i").count()).toBe(0);
    expect(await log.locator("a[href^=javascript]").count()).toBe(0);
    expect(await stage.tab.evaluate("window.hacked")).toBeUndefined();
    expect(stage.tab.context().pages()).toHaveLength(1);
  });

  it("shows as text in the preview of a Markdown file", async () => {
    const client = stage.client;
    const content = `# Title\n\n${hostile}\n\n[press](javascript:window.hacked=1) &lt;ok&gt;`;
    await client.files.uploadV2({ channel_id: "C0INC", filename: "a.md", content });
    const file = stage.tab.locator(".file");
    await file.getByRole("heading", { name: "Title" }).waitFor();
    await file.getByText("<ok>").waitFor();
    expect(await file.locator("script, img, a[href^=javascript]").count()).toBe(0);
    expect(await stage.tab.evaluate("window.hacked")).toBeUndefined();
  });
});

describe("a button", () => {
  it("tells the app who pressed what", async () => {
    const bodies = acknowledge(stage);
    await stage.post("press", [
      { type: "actions", elements: [button("Go", { style: "primary" })] },
    ]);
    await stage.tab.getByRole("button", { name: "Go" }).click();
    await expect.poll(() => bodies[0]?.actions[0]).toMatchObject({ action_id: "go", value: "v" });
    expect(bodies[0]).toMatchObject({ user: { id: "U0ADA" } });
  });

  it("shows a warning sign when the app does not answer", async () => {
    stage.socket.on("interactive", () => {});
    await stage.post("press", [{ type: "actions", elements: [button("Go")] }]);
    await stage.tab.getByRole("button", { name: "Go" }).click();
    await stage.tab.getByRole("img", { name: "The app did not respond in time." }).waitFor();
    expect(
      await isSeen(stage.tab.getByRole("status").getByText("The app did not respond in time.")),
    ).toBe(true);
  });

  it("asks before what needs to be confirmed", async () => {
    const bodies = acknowledge(stage);
    const confirm = {
      title: plain("Sure?"),
      text: plain("It stops the run."),
      confirm: plain("Stop it"),
      deny: plain("Keep it"),
    };
    await stage.post("press", [{ type: "actions", elements: [button("Stop", { confirm })] }]);
    await stage.tab.getByRole("button", { name: "Stop", exact: true }).click();
    await stage.tab.getByRole("button", { name: "Keep it" }).click();
    expect(bodies).toHaveLength(0);
    await stage.tab.getByRole("button", { name: "Stop", exact: true }).click();
    await stage.tab.getByRole("button", { name: "Stop it" }).click();
    await expect.poll(() => bodies.length).toBe(1);
  });
});

describe("menus in a message", () => {
  it("tell the app what was picked", async () => {
    const bodies = acknowledge(stage);
    const options = [option("a"), option("b")];
    await stage.post("pick", [
      section("overflow", { accessory: { type: "overflow", action_id: "more", options } }),
      {
        type: "actions",
        elements: [
          { type: "static_select", action_id: "one", placeholder: plain("One"), options },
          { type: "users_select", action_id: "who", placeholder: plain("Who") },
          { type: "checkboxes", action_id: "some", options },
          { type: "radio_buttons", action_id: "either", options },
          { type: "datepicker", action_id: "day", placeholder: plain("Day") },
        ],
      },
    ]);
    await stage.tab.getByRole("button", { name: "More", exact: true }).click();
    await stage.tab.keyboard.press("ArrowDown");
    await stage.tab.keyboard.press("Enter");
    await stage.tab.getByRole("combobox", { name: "One" }).selectOption("b");
    await stage.tab.getByRole("combobox", { name: "Who" }).selectOption({ label: "Grace Hopper" });
    await stage.tab.getByRole("checkbox", { name: "A" }).check();
    await stage.tab.getByRole("radio", { name: "B" }).check();
    await stage.tab.getByLabel("Day").fill("2026-11-30");
    const picked = () => bodies.map(({ actions: [action] }) => action?.action_id).join(" ");
    await expect.poll(picked).toBe("more one who some either day");
    expect(bodies.map(({ actions: [action] }) => action)).toMatchObject([
      { action_id: "more", selected_option: { value: "b" } },
      { action_id: "one", selected_option: { value: "b" } },
      { action_id: "who", selected_user: "U0GRACE" },
      { action_id: "some", selected_options: [{ value: "a" }] },
      { action_id: "either", selected_option: { value: "b" } },
      { action_id: "day", selected_date: "2026-11-30" },
    ]);
  });

  it("start a runbook here from a message's own menu", async () => {
    const bodies = acknowledge(stage);
    await stage.workspace.as("U0GRACE").say("C0INC", "It is slow.");
    await stage.tab.getByRole("button", { name: "More about this message" }).click();
    await stage.tab.getByRole("menuitem", { name: "Start a runbook here" }).click();
    await expect
      .poll(() => bodies[0])
      .toMatchObject({
        callback_id: "start_here",
        message: { text: "It is slow." },
      });
  });
});
