import { afterEach, beforeEach, expect, it } from "vitest";
import { sightOf } from "../../../lab/page/sight.ts";
import type { Workspace } from "../../../lab/workspace/index.ts";
import { start, webClient } from "../workspace/practice.ts";

let workspace: Workspace;
beforeEach(async () => {
  workspace = await start();
});
afterEach(() => workspace.close());

const texts = (person: string) => sightOf(workspace, person).messages.map(({ text }) => text);

it("shows a person the channels they are in, and what is said there", async () => {
  await workspace.as("U0ADA").say("C0INC", "for all");
  await workspace.as("U0ADA").say("G0TEAM", "for the team");
  expect(texts("U0ADA")).toEqual(["for all", "for the team"]);
  expect(texts("U0GRACE")).toEqual(["for all"]);
  expect(sightOf(workspace, "U0GRACE").channels.map(({ name }) => name)).toEqual(["incident-502"]);
});

it("shows an ephemeral message to nobody else", async () => {
  const message = { channel: "C0INC", user: "U0ADA", text: "only you" };
  await webClient(workspace).chat.postEphemeral(message);
  expect(texts("U0ADA")).toEqual(["only you"]);
  expect(texts("U0GRACE")).toEqual([]);
});

it("leaves out metadata, tokens and the bytes of files", async () => {
  await workspace.as("U0ADA").say("C0INC", "hello");
  const json = JSON.stringify(sightOf(workspace, "U0ADA"));
  expect(json).not.toMatch(/contentBase64|metadata|xoxb|xapp|triggers|responseUrls/);
});
