import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { byKind, platformFields } from "#language";
import type { SeenMessage } from "../../lab/workspace/index.ts";
import { factsOf } from "../../src/postmortem/postmortem.ts";
import { eventually } from "../eventually.ts";
import { channelId, createStage, type Stage, shownIn } from "../slack/stage.ts";
import { expectCalm } from "../words.ts";
import { machineField } from "./machine.ts";
import { probes, signatures } from "./probes.ts";
import { sour, tidy } from "./sour.ts";

const packs = { signatures, fields: byKind([...platformFields, machineField]) };
/** What only other subjects have. */
const foreign = /load ?balancer|target|\balb\b|\b50\d\b|keep-?alive|request|aws|region|server/i;

let stage: Stage;
beforeEach(async () => {
  stage = await createStage({ packs, flows: [sour, tidy], probes });
});
afterEach(() => stage.close());

const rows = () => stage.engine.rows({ limit: 10 });
const thread = (card: SeenMessage) => stage.ada.sees(channelId, card.ts);

/** Starts a run by command; its card. */
async function begun(line: string): Promise<SeenMessage> {
  await stage.begin(line);
  const card = stage.ada.sees(channelId).find(({ text }) => text.includes("drives."));
  if (card === undefined) throw new Error("There is no card.");
  return card;
}

/** Presses the newest button of this name in a thread, and lets the bot work. */
async function press(card: SeenMessage, label: string, who = stage.ada) {
  const holds = (one: SeenMessage) => JSON.stringify(one.blocks).includes(`"${label}`);
  const message = await eventually(async () => {
    // A thread is shown again a moment later while its picture is under way.
    await stage.work();
    const found = thread(card).findLast(holds);
    if (found === undefined) throw new Error(`No button “${label}” is shown.`);
    return found;
  });
  const outcome = await who.click(channelId, message.ts, label);
  expect(outcome).toMatchObject({ acked: true, warning: null });
  await stage.work();
}

async function answer(card: SeenMessage, minutes: string) {
  await press(card, "Answer");
  await stage.ada.submit({ "field:minutes": minutes, "field:agent": "citric acid" });
  await stage.work();
}

describe("a coffee machine, of which no part of Handrail knows", () => {
  it("is what a run starts for by its name, once at a time", async () => {
    const card = await begun("/runbook sour bella");
    expect(shownIn(card)).toContain("*Bella* (kitchen).");
    expect(await rows()).toMatchObject([{ subject: "bella (kitchen)", exclusive: true }]);
    await stage.ada.slash(channelId, "/runbook sour Bella");
    await stage.whisper(stage.ada, "A runbook for *Bella* (kitchen) is open since");
    expect(await rows()).toHaveLength(1);
  });

  it("is asked about when several have its name, and looked for in vain with a word on what next", async () => {
    await stage.ada.slash(channelId, "/runbook sour rosa");
    const asked = await stage.whisper(stage.ada, "Several coffee machines are called “rosa”.");
    await stage.ada.click(channelId, asked.ts, "Rosa (roof)");
    expect(await rows()).toMatchObject([{ subject: "rosa (roof)" }]);
    await stage.ada.slash(channelId, "/runbook sour gina");
    const none = "There is no coffee machine “gina”. Looked in: three rooms.\\nAsk the kitchen.";
    await stage.whisper(stage.ada, none);
  });

  it("is asked for in the form, with what was typed", async () => {
    await stage.ada.slash(channelId, "/runbook sour");
    await stage.ada.submit({ "field:machine": "bella" });
    expect(await rows()).toMatchObject([{ subject: "bella (kitchen)" }]);
  });

  it("is walked to a postmortem of which every sentence is true", async () => {
    const card = await begun("/runbook sour bella");
    await press(card, "Scaled: descale it (recommended)");
    await answer(card, "20");
    await press(card, "Rinsed: taste it", stage.grace);
    await press(card, "Still sour: descale it again (recommended)");
    await eventually(async () => {
      await stage.work();
      expect(thread(card).map(shownIn).join()).toContain("Before: 20");
    });
    await answer(card, "40");
    await press(card, "Rinsed: taste it", stage.grace);
    await press(card, "Sweet: keep it so (recommended)");
    await press(card, "Close");
    await press(card, "Publish to channel");
    const files = () => Object.values(stage.workspace.data.files);
    await eventually(async () => {
      await stage.work();
      expect(files().some(({ name }) => name.startsWith("postmortem-"))).toBe(true);
    });
    const file = files().find(({ name }) => name.startsWith("postmortem-"));
    const page = Buffer.from(file?.contentBase64 ?? "", "base64").toString();
    expect(sectionsOf(page)).toEqual(told);
    expect(page).toContain("# Postmortem: The coffee tastes sour, Bella (kitchen)\n");
    for (const { text, blocks } of thread(card)) {
      expectCalm(text, text, blocks);
      expect(text).not.toMatch(foreign);
    }
    expect(files().some(({ name }) => name.endsWith(".png"))).toBe(true);
    expect(stage.lines).toEqual([]);
  });
});

describe("a runbook about nothing in particular", () => {
  it("starts as often as somebody wants, and says that it has no subject", async () => {
    for (const _ of [1, 2]) {
      await stage.ada.slash(channelId, "/runbook tidy");
      await stage.ada.submit({});
      await stage.work();
    }
    const [row, other] = await rows();
    expect([row, other]).toMatchObject([
      { subject: "", exclusive: false },
      { subject: "", exclusive: false },
    ]);
    const run = await stage.engine.read(row?.id ?? "");
    expect(factsOf(tidy, run, "").subject).toEqual(["no subject"]);
  });
});

/** The sentences of each section, without the times. */
function sectionsOf(page: string): Readonly<Record<string, readonly string[]>> {
  const sections = page.split(/^## /m).slice(1);
  return Object.fromEntries(
    sections.map((section) => {
      const [title = "", ...lines] = section.split("\n");
      const said = lines.flatMap((line) =>
        line.startsWith("- ") ? [timeless(line.slice(2))] : [],
      );
      return [title, said];
    }),
  );
}

const timeless = (line: string) => line.replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d/g, "TIME");

/** What happened above, and nothing else. */
const told = {
  Summary: [
    "Ada Lovelace started “The coffee tastes sour” for Bella (kitchen) at TIME.",
    "Bella ran 8 of 10 shots in less than 20 s (held against 25 s).",
    "The last retest: The second shot is sweet.",
    "Ada Lovelace closed the run as resolved at TIME, within a minute (“Sweet again”).",
  ],
  Impact: ["Bella ran 8 of 10 shots in less than 20 s (held against 25 s)."],
  "Cause, and how sure it is": [
    "Bella ran 8 of 10 shots in less than 20 s (held against 25 s). This is likely: the shots fit, nobody has opened the boiler.",
    "The water that came out had 82 °C.",
    "Ada Lovelace decided on it: “Scaled: descale it”.",
  ],
  "What was ruled out, and why": ["The beans are fresh: they were roasted last week."],
  "What was changed": [
    "At TIME, Grace Hopper stated “Rinsed: taste it” at “Descale it”.",
    "At TIME, Grace Hopper stated “Rinsed: taste it” at “Descale it”.",
    "“How many minutes did it soak?” was answered with: 20; later 40.",
  ],
  Retests: [
    "After the change, at TIME: The second shot is sour.",
    "After the change, at TIME: The second shot is sweet.",
  ],
  "Follow-ups": ["Change the water filter: open. Nobody has it."],
  "What is not known": ["Nothing is recorded as unknown."],
  "Who took part": [
    "Ada Lovelace: started the run, drove at the close, 7 recorded actions.",
    "Grace Hopper: 2 recorded actions.",
  ],
  Timeline: [
    "TIME Ada Lovelace started “The coffee tastes sour” for Bella (kitchen).",
    "TIME Handrail looked at “Pull a shot” and saw: Bella ran 8 of 10 shots in less than 20 s (held against 25 s).",
    "TIME Ada Lovelace chose “Scaled: descale it” at “Pull a shot”.",
    "TIME Ada Lovelace answered at “Descale it”: How many minutes did it soak: 20; With what: citric acid.",
    "TIME Grace Hopper chose “Rinsed: taste it” at “Descale it”.",
    "TIME Handrail looked at “Taste it again” and saw: The second shot is sour.",
    "TIME Ada Lovelace chose “Still sour: descale it again” at “Taste it again”.",
    "TIME Ada Lovelace answered at “Descale it”: How many minutes did it soak: 40; With what: citric acid.",
    "TIME Grace Hopper chose “Rinsed: taste it” at “Descale it”.",
    "TIME Handrail looked at “Taste it again” and saw: The second shot is sweet.",
    "TIME Ada Lovelace chose “Sweet: keep it so” at “Taste it again”.",
    "TIME Ada Lovelace chose “Close” at “Keep it from coming back”.",
  ],
};
