import { describe, expect, it } from "vitest";
import {
  acknowledge,
  button,
  isSeen,
  type Stage,
  section,
  setTheStage,
  stage,
} from "./page-stage.ts";

setTheStage();

describe("two people", () => {
  it("write to each other, and read ephemeral messages alone", async () => {
    const other = await stage.open();
    await other.getByRole("radio", { name: "Grace Hopper" }).check({ force: true });
    await stage.composer.fill("Hello *Grace*");
    await stage.composer.press("Enter");
    const article = other.getByRole("article", { name: "Ada Lovelace" });
    expect(await article.getByText("Hello Grace").locator("strong").textContent()).toBe("Grace");

    const client = stage.client;
    await client.chat.postEphemeral({ channel: "C0INC", user: "U0ADA", text: "For Ada" });
    await stage.tab.getByText("only visible to you").waitFor();
    await stage.post("For all");
    await other.getByText("For all").waitFor();
    expect(await other.getByText("For Ada").count()).toBe(0);
    await other.close();
  });

  it("each read times in their own zone", async () => {
    const date = "<!date^1764000000^{time}|fallback>";
    await stage.post(`At ${date}`);
    await stage.tab.getByText("At 16:00").waitFor();
    await stage.tab.getByRole("radio", { name: "Grace Hopper" }).check({ force: true });
    expect(await isSeen(stage.tab.getByText("At 11:00"))).toBe(true);
    await stage.tab.getByLabel("Your clock").selectOption("Asia/Kolkata");
    expect(await isSeen(stage.tab.getByText("At 21:30"))).toBe(true);
  });
});

describe("the keyboard", () => {
  const focused = (tab: Stage["tab"]) =>
    tab.evaluate<string>("(document.activeElement?.textContent ?? '').slice(0, 90)");

  it("goes into a thread that is opened, and back to where it was opened from", async () => {
    const ts = await stage.post("Root");
    await stage.post("Reply", [], { thread_ts: ts });
    const way = stage.tab.getByRole("link", { name: /^1 reply/ });
    await way.focus();
    await stage.tab.keyboard.press("Enter");
    await stage.tab.getByRole("region", { name: "Thread" }).waitFor();
    await expect.poll(() => focused(stage.tab)).toBe("Thread");
    await stage.tab.getByRole("link", { name: "Close the thread" }).click();
    await expect.poll(() => focused(stage.tab)).toMatch(/^1 reply/);
  });

  it("goes to the newest message when the button that was pressed is gone", async () => {
    const ts = await stage.post("Which?", [
      section("Which?"),
      { type: "actions", elements: [button("This one")] },
    ]);
    acknowledge(stage);
    await stage.tab.getByRole("button", { name: "This one" }).focus();
    await stage.tab.keyboard.press("Enter");
    await stage.client.chat.update({ channel: "C0INC", ts, text: "It was this one." });
    await stage.tab.getByText("It was this one.").waitFor();
    await expect.poll(() => focused(stage.tab)).toContain("It was this one.");
  });
});

it("has one heading of the first level, and opens on the incident's channel", async () => {
  const tab = await stage.open({ viewport: { width: 390, height: 844 } });
  await tab.goto("about:blank");
  await tab.goto(stage.page.url);
  await tab.getByRole("region", { name: "#incident-502" }).waitFor();
  expect(await tab.getByRole("heading", { level: 1 }).allTextContents()).toEqual([
    "Handrail practice",
  ]);
  await tab.close();
});

it("shows no thread of an incident that is gone", async () => {
  const tab = await stage.open();
  await tab.goto(`${stage.page.url}#/channel/C0INC/1.000001`);
  await tab.getByRole("region", { name: "#incident-502" }).waitFor();
  expect(await tab.getByRole("region", { name: "Thread" }).count()).toBe(0);
  await tab.close();
});

describe("the composer", () => {
  it("hints at the command while it is typed", async () => {
    await stage.composer.pressSequentially("/r");
    await stage.tab.getByText("/runbook [flow] | list").waitFor();
    await stage.composer.press("Enter");
    expect(await stage.composer.inputValue()).toBe("/runbook ");
  });

  it("says what Slack says to a command that does not exist", async () => {
    await stage.composer.fill("/nothing");
    await stage.composer.press("Enter");
    expect(
      await isSeen(stage.tab.getByRole("log").getByText("/nothing is not a valid command")),
    ).toBe(true);
  });
});

describe("a thread", () => {
  it("opens beside the channel and shows what was also sent to the channel", async () => {
    const ts = await stage.post("Root");
    await stage.post("Reply", [], { thread_ts: ts });
    await stage.post("Loud reply", [], { thread_ts: ts, reply_broadcast: true });
    const channel = stage.tab.getByRole("region", { name: "#incident-502" });
    await channel.getByText("Loud reply").waitFor();
    expect(await channel.getByText("Reply", { exact: true }).count()).toBe(0);
    await channel.getByRole("link", { name: /^2 replies/ }).click();
    const thread = stage.tab.getByRole("region", { name: "Thread" });
    await thread.getByText("also sent to the channel").waitFor();
    await thread.getByRole("textbox").fill("@handrail status");
    const mentioned = new Promise((heard) => {
      stage.socket.on("app_mention", async ({ ack, event }) => {
        await ack();
        heard(event);
      });
    });
    await thread.getByRole("textbox").press("Enter");
    expect(await mentioned).toMatchObject({ thread_ts: ts, user: "U0ADA" });
  });

  it("takes the whole of a phone, with a way back", async () => {
    const ts = await stage.post("Root");
    await stage.post("Reply", [], { thread_ts: ts });
    const phone = await stage.open({ viewport: { width: 390, height: 844 } });
    await phone.getByRole("link", { name: /^1 reply/ }).click();
    await phone.getByText("Reply", { exact: true }).waitFor();
    const channel = phone.getByRole("region", { name: "#incident-502" });
    expect(await channel.isVisible()).toBe(false);
    await phone.getByRole("link", { name: "Back to the channel" }).click();
    await channel.waitFor();
    await phone.goBack();
    await phone.getByText("Reply", { exact: true }).waitFor();
    await phone.close();
  });
});

describe("the app's Home tab", () => {
  it("is asked for when it is opened, and works", async () => {
    const bodies = acknowledge(stage);
    stage.socket.on("app_home_opened", async ({ ack, event }) => {
      await ack();
      const elements = [button("Start")];
      const home = { type: "home", blocks: [section("At home"), { type: "actions", elements }] };
      await stage.client.apiCall("views.publish", { user_id: event.user, view: home });
    });
    await stage.tab.getByRole("link", { name: "handrail" }).click();
    await stage.tab.getByText("At home").waitFor();
    await stage.tab.getByRole("button", { name: "Start" }).click();
    await expect.poll(() => bodies[0]).toMatchObject({ view: { type: "home" } });
  });
});

describe("the look", () => {
  const background = (of: Stage["tab"]) =>
    of.evaluate<string>("getComputedStyle(document.body).backgroundColor");

  it("follows the system, can be changed, and stays so", async () => {
    const dark = await stage.open({ colorScheme: "dark" });
    const [atDay, atNight] = [await background(stage.tab), await background(dark)];
    expect(atNight).not.toBe(atDay);
    await dark.getByRole("button", { name: "Light look" }).click();
    await expect.poll(() => background(dark)).toBe(atDay);
    await dark.reload();
    await dark.getByRole("log").waitFor();
    await expect.poll(() => background(dark)).toBe(atDay);
    await dark.close();
  });
});

describe("the operations panel", () => {
  it("marks the inverted link until the backend outlives the load balancer", async () => {
    const operations = stage.tab.getByRole("complementary", { name: "Operations" });
    await operations.getByText(/^Inverted: the backend closes/).waitFor();
    await operations.getByLabel("Backend's keep-alive", { exact: true }).fill("75");
    await operations.getByRole("button", { name: "Roll out" }).click();
    await operations.getByText(/^Safe:/).waitFor();
    await operations.getByLabel("Load balancer's idle timeout", { exact: true }).fill("76");
    await operations.getByRole("button", { name: "Set: Load balancer's idle timeout" }).click();
    await operations.getByText(/^Tie:/).waitFor();
    expect(await isSeen(operations.getByText("Sped up."))).toBe(true);
  });
});

describe("a page whose practice has ended", () => {
  it("says so", async () => {
    await stage.page.close();
    const alert = stage.tab.getByRole("alert");
    expect(await isSeen(alert.getByText("The practice incident does not answer."))).toBe(true);
  });
});
