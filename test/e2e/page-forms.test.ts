import { describe, expect, it } from "vitest";
import { acknowledge, option, plain, section, setTheStage, stage } from "./page-stage.ts";

setTheStage();

describe("a form", () => {
  const field = (id: string, element: object, more: object = {}) => ({
    type: "input",
    block_id: id,
    label: plain(id),
    element: { action_id: id, ...element },
    ...more,
  });
  const options = ["a", "b"].map(option);
  const view = (blocks: readonly object[]) => ({
    type: "modal",
    title: plain("Form"),
    submit: plain("Send"),
    blocks,
  });
  const openView = (blocks: readonly object[]) =>
    stage.socket.once("slash_commands", async ({ ack, body }) => {
      const opening = { trigger_id: body.trigger_id, view: view(blocks) };
      await stage.client.apiCall("views.open", opening);
      await ack();
    });

  it("is filled in and sent, with errors beside their fields", async () => {
    const bodies = acknowledge(stage);
    openView([
      field("name", { type: "plain_text_input" }),
      field("kind", { type: "radio_buttons", options }),
      field("also", { type: "checkboxes", options }, { optional: true }),
      field("menu", { type: "static_select", options, initial_option: options[1] }),
      field("owner", { type: "users_select" }, { optional: true }),
    ]);
    await stage.type("/runbook");
    const dialog = stage.tab.getByRole("dialog", { name: "Form" });
    await dialog.getByRole("button", { name: "Send" }).click();
    await dialog.getByText("Please complete this required field.").first().waitFor();
    expect(await dialog.getByRole("textbox", { name: "name" }).getAttribute("aria-invalid")).toBe(
      "true",
    );
    await dialog.getByRole("textbox", { name: "name" }).fill("x");
    await dialog.getByRole("radio", { name: "B" }).check();
    await dialog.getByRole("checkbox", { name: "A" }).check();
    await dialog.getByRole("combobox", { name: "owner" }).selectOption("U0GRACE");
    await dialog.getByRole("button", { name: "Send" }).click();
    await dialog.waitFor({ state: "detached" });
    expect(bodies[0]).toMatchObject({
      view: {
        state: {
          values: {
            name: { name: { value: "x" } },
            kind: { kind: { selected_option: { value: "b" } } },
            also: { also: { selected_options: [{ value: "a" }] } },
            menu: { menu: { selected_option: { value: "b" } } },
            owner: { owner: { selected_user: "U0GRACE" } },
          },
        },
      },
    });
  });

  it("keeps what is typed while a picked option redraws it", async () => {
    const name = field("name", { type: "plain_text_input" });
    const kind = field("kind", { type: "static_select", options }, { dispatch_action: true });
    let typed: unknown;
    stage.socket.on("interactive", async ({ ack, body }) => {
      typed = body.view.state.values.name.name.value;
      await ack();
      const redrawn = view([name, kind, field("new", { type: "plain_text_input" })]);
      await stage.client.apiCall("views.update", { view_id: body.view.id, view: redrawn });
    });
    openView([name, kind]);
    await stage.type("/runbook");
    await stage.tab.getByRole("textbox", { name: "name" }).fill("kept");
    await stage.tab.getByRole("combobox", { name: "kind" }).selectOption("a");
    await stage.tab.getByRole("textbox", { name: "new" }).waitFor();
    expect(await stage.tab.getByRole("textbox", { name: "name" }).inputValue()).toBe("kept");
    expect(typed).toBe("kept");
  });

  it("closes with Escape", async () => {
    openView([section("Read this.")]);
    await stage.type("/runbook");
    await stage.tab.getByRole("dialog").waitFor();
    await stage.tab.keyboard.press("Escape");
    await stage.tab.getByRole("dialog").waitFor({ state: "detached" });
    expect(stage.workspace.as("U0ADA").modal()).toBeNull();
  });
});
