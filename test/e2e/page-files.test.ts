import { describe, expect, it } from "vitest";
import { plain, setTheStage, stage } from "./page-stage.ts";

setTheStage();

const config = { name: "nginx.conf", mimeType: "text/plain", buffer: Buffer.from("http {}") };
const stored = () =>
  Object.values(stage.workspace.data.files).map(({ name, contentBase64, shares }) => ({
    name,
    text: Buffer.from(contentBase64, "base64").toString(),
    shares: shares.length,
  }));

describe("a file", () => {
  it("is sent with a message, and can be left out before", async () => {
    const pick = () => stage.tab.getByLabel("Add files to the message to #incident-502");
    await pick().setInputFiles([config]);
    await stage.tab.getByText("nginx.conf").waitFor();
    await stage.tab.getByRole("button", { name: "Leave out" }).click();
    await stage.tab.getByText("nginx.conf").waitFor({ state: "detached" });
    await pick().setInputFiles([config]);
    await stage.tab.getByText("nginx.conf").waitFor();
    await stage.tab.getByRole("button", { name: "Send" }).click();
    await stage.tab.getByRole("link", { name: /nginx\.conf.*7 bytes/ }).waitFor();
    expect(stored()).toEqual([{ name: "nginx.conf", text: "http {}", shares: 1 }]);
  });

  it("is picked in a form, byte for byte", async () => {
    const bodies: unknown[] = [];
    stage.socket.on("interactive", async ({ ack, body }) => {
      bodies.push(body.view.state.values);
      await ack();
    });
    const element = { type: "file_input", action_id: "files", max_files: 3 };
    const blocks = [{ type: "input", block_id: "files", label: plain("Files"), element }];
    stage.socket.once("slash_commands", async ({ ack, body }) => {
      const view = { type: "modal", title: plain("Form"), submit: plain("Send"), blocks };
      await stage.client.apiCall("views.open", { trigger_id: body.trigger_id, view });
      await ack();
    });
    await stage.type("/runbook");
    const dialog = stage.tab.getByRole("dialog", { name: "Form" });
    const bytes = Buffer.from([0, 255, 10, 13]);
    await dialog
      .getByLabel("Files")
      .setInputFiles([config, { name: "a.bin", mimeType: "application/x", buffer: bytes }]);
    await dialog.getByRole("button", { name: "Send" }).click();
    await dialog.waitFor({ state: "detached" });
    const files = Object.values(stage.workspace.data.files);
    expect(files.map(({ contentBase64 }) => contentBase64)).toEqual([
      config.buffer.toString("base64"),
      bytes.toString("base64"),
    ]);
    const given = files.map(({ id }) => expect.objectContaining({ id, mode: "hosted" }));
    expect(bodies).toEqual([{ files: { files: { type: "file_input", files: given } } }]);
  });
});
