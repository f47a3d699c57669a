import type { SocketModeClient } from "@slack/socket-mode";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Workspace } from "../../../lab/workspace/index.ts";
import { refusal, socketClient, start, webClient } from "./practice.ts";

let workspace: Workspace;
let socket: SocketModeClient;
beforeEach(async () => {
  workspace = await start({ ackLimitMs: 200 });
  socket = await socketClient(workspace);
});
afterEach(async () => {
  await socket.disconnect();
  await workspace.close();
});

const plain = (text: string) => ({ type: "plain_text", text });
const option = (value: string) => ({ text: plain(value.toUpperCase()), value });
const input = (blockId: string, element: object, more: object = {}) => ({
  type: "input",
  block_id: blockId,
  label: plain(blockId),
  element: { action_id: `${blockId}_field`, ...element },
  ...more,
});
const view = (blocks: readonly object[], more: object = {}) => ({
  type: "modal",
  callback_id: "form",
  title: plain("Form"),
  submit: plain("Send"),
  blocks,
  ...more,
});

type Answer = Record<string, unknown> | undefined;

/** Opens the view for Ada with a slash command; submissions get the answer and are kept. */
async function open(first: object, answer: Answer = undefined) {
  const submissions: { view: { state: { values: unknown } } }[] = [];
  socket.once("slash_commands", async ({ ack, body }) => {
    await webClient(workspace).apiCall("views.open", { trigger_id: body.trigger_id, view: first });
    await ack();
  });
  socket.on("interactive", ({ ack, body }) => {
    submissions.push(body);
    return ack(answer);
  });
  await workspace.as("U0ADA").slash("C0INC", "/runbook");
  return submissions;
}

describe("a submitted modal", () => {
  test("carries every field, as entered or as the app filled it in, and closes", async () => {
    const submissions = await open(
      view([
        input("text", { type: "plain_text_input" }),
        input("flow", { type: "static_select", options: [option("alb"), option("dns")] }),
        input("kind", {
          type: "radio_buttons",
          options: [option("a"), option("b")],
          initial_option: option("a"),
        }),
        input("ticks", { type: "checkboxes", options: [option("x"), option("y")] }),
        input("count", { type: "number_input", is_decimal_allowed: false, initial_value: "5" }),
        input("owner", { type: "users_select" }),
        input("logs", { type: "file_input" }),
        input("spare", { type: "plain_text_input" }, { optional: true }),
      ]),
    );
    const outcome = await workspace.as("U0ADA").submit({
      text: "hello",
      flow: "DNS",
      ticks_field: ["x", "y"],
      owner: { owner_field: "U0GRACE" },
      logs: [{ name: "access.log", content: "GET /" }],
    });
    expect(outcome).toMatchObject({ acked: true, warning: null });
    expect(submissions[0]?.view.state.values).toMatchObject({
      text: { text_field: { type: "plain_text_input", value: "hello" } },
      flow: { flow_field: { selected_option: { value: "dns" } } },
      kind: { kind_field: { selected_option: { value: "a" } } },
      ticks: { ticks_field: { selected_options: [{ value: "x" }, { value: "y" }] } },
      count: { count_field: { value: "5" } },
      owner: { owner_field: { selected_user: "U0GRACE" } },
      logs: { logs_field: { files: [{ name: "access.log", filetype: "text" }] } },
      spare: { spare_field: { value: null } },
    });
    expect(workspace.as("U0ADA").modal()).toBeNull();
  });

  test("is held back by Slack's own form while a field is empty or wrong", async () => {
    const number = {
      type: "number_input",
      is_decimal_allowed: false,
      min_value: "1",
      max_value: "9",
    };
    const submissions = await open(
      view([input("text", { type: "plain_text_input", min_length: 3 }), input("count", number)]),
    );
    const ada = workspace.as("U0ADA");
    expect(await ada.submit({ count: "10" })).toMatchObject({ acked: false });
    expect(ada.modal()?.errors).toEqual({
      text: "Please complete this required field.",
      count: "Enter a number from 1 to 9.",
    });
    expect(await ada.submit({ text: "ab", count: 2 })).toMatchObject({
      warning: "Enter at least 3 characters.",
    });
    expect(submissions).toEqual([]);
    await expect(ada.submit({ txt: "x" })).rejects.toThrow('no field "txt"');
  });

  test("stays open with the errors that the app answers", async () => {
    const errors = { text: "There is no such load balancer." };
    await open(view([input("text", { type: "plain_text_input" })]), {
      response_action: "errors",
      errors,
    });
    await workspace.as("U0ADA").submit({ text: "webb" });
    const modal = workspace.as("U0ADA").modal();
    expect(modal?.errors).toEqual(errors);
    expect(modal?.values).toMatchObject({ text: { text_field: { value: "webb" } } });
  });

  test("troubles the person when the app's errors name no input block", async () => {
    await open(view([input("text", { type: "plain_text_input" })]), {
      response_action: "errors",
      errors: { other: "?" },
    });
    const { warning } = await workspace.as("U0ADA").submit({ text: "x" });
    expect(warning).toContain("We had some trouble connecting");
  });

  test("is replaced, covered or cleared as the app answers", async () => {
    const next = view([input("more", { type: "plain_text_input" })], { title: plain("Next") });
    const ada = workspace.as("U0ADA");
    await open(view([input("text", { type: "plain_text_input" })]), {
      response_action: "push",
      view: next,
    });
    await ada.submit({ text: "x" });
    expect(ada.modal()?.content.title).toEqual(plain("Next"));
    await ada.closeModal();
    expect(ada.modal()?.content.title).toEqual(plain("Form"));
    socket.removeAllListeners("interactive");
    socket.on("interactive", ({ ack }) => ack({ response_action: "update", view: next }));
    await ada.submit();
    expect(ada.modal()?.content.title).toEqual(plain("Next"));
    socket.removeAllListeners("interactive");
    socket.on("interactive", ({ ack }) => ack({ response_action: "clear" }));
    await ada.submit({ more: "x" });
    expect(ada.modal()).toBeNull();
  });

  test("is covered by two more at most", async () => {
    const again = view([input("text", { type: "plain_text_input" })]);
    await open(again, { response_action: "push", view: again });
    const ada = workspace.as("U0ADA");
    expect((await ada.submit({ text: "1" })).warning).toBeNull();
    expect((await ada.submit({ text: "2" })).warning).toBeNull();
    expect((await ada.submit({ text: "3" })).warning).toContain("push_limit_reached");
    expect(workspace.data.modals.U0ADA).toHaveLength(3);
  });

  test("that is not acknowledged stays open with a warning", async () => {
    await open(view([input("text", { type: "plain_text_input" })]));
    socket.removeAllListeners("interactive");
    const outcome = await workspace.as("U0ADA").submit({ text: "x" });
    expect(outcome).toMatchObject({ acked: false, warning: "The app did not respond in time." });
    expect(workspace.as("U0ADA").modal()).not.toBeNull();
  });
});

describe("an open modal", () => {
  test("is updated by id and hash, and refuses an old hash", async () => {
    await open(view([input("text", { type: "plain_text_input" })]));
    const { id, hash } = workspace.as("U0ADA").modal() ?? { id: "", hash: "" };
    const update = () =>
      webClient(workspace).apiCall("views.update", {
        view_id: id,
        hash,
        view: view([input("text", { type: "plain_text_input" })], { title: plain("New") }),
      });
    await update();
    expect(workspace.as("U0ADA").modal()?.content.title).toEqual(plain("New"));
    expect(await refusal(update())).toMatchObject({ error: "hash_conflict" });
  });

  test("tells the app of its closing only where it asked for that", async () => {
    const told = await open(
      view([{ type: "divider" }], { notify_on_close: true, callback_id: "form" }),
    );
    expect(await workspace.as("U0ADA").closeModal()).toMatchObject({ acked: true });
    expect(told).toMatchObject([{ type: "view_closed" }]);
  });

  test("sends the state of all its fields with a menu's choice", async () => {
    const menu = { type: "static_select", options: [option("alb"), option("dns")] };
    const sent = await open(
      view([
        input("flow", menu, { dispatch_action: true }),
        input("text", { type: "plain_text_input", initial_value: "kept" }),
      ]),
    );
    await workspace.as("U0ADA").clickInModal("flow_field", "dns");
    expect(sent[0]).toMatchObject({
      type: "block_actions",
      actions: [{ action_id: "flow_field", selected_option: { value: "dns" } }],
      view: {
        state: {
          values: {
            flow: { flow_field: { selected_option: { value: "dns" } } },
            text: { text_field: { value: "kept" } },
          },
        },
      },
    });
  });
});

test("a Home tab is opened, published and clicked", async () => {
  const clicks: string[] = [];
  const button = { type: "button", action_id: "start", text: plain("Start") };
  socket.on("app_home_opened", async ({ ack, event }) => {
    await webClient(workspace).apiCall("views.publish", {
      user_id: event.user,
      view: { type: "home", blocks: [{ type: "actions", elements: [button] }] },
    });
    await ack();
  });
  socket.on("interactive", ({ ack, body }) => {
    clicks.push(body.actions[0].action_id);
    return ack();
  });
  const ada = workspace.as("U0ADA");
  expect((await ada.openHome())?.acked).toBe(true);
  expect(ada.home()?.type).toBe("home");
  await ada.clickInHome("Start");
  expect(clicks).toEqual(["start"]);
});
