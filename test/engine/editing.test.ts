import { describe, expect, it } from "vitest";
import { postmortem, runAsOf, toExport, toMarkdown } from "../../src/postmortem/postmortem.ts";
import { decideEvent } from "../../src/run/decide.ts";
import type { Run } from "../../src/run/run.ts";
import { publicationsOf } from "../../src/run/slices/postmortem.ts";
import { timeline } from "../../src/run/timeline.ts";
import { fields } from "../probes.ts";
import { changed, did, flow, resolved } from "../slack/messages/runs.ts";
import { bench, toLook } from "./parts.ts";

const edit = (texts: { readonly [section: string]: string }, base = 999) =>
  ({ kind: "edit", texts, base }) as const;
const section = (run: Run, name: string) =>
  postmortem(flow, run).sections.find((one) => one.name === name);
const page = (run: Run) => toMarkdown(postmortem(flow, run));

describe("editing a postmortem", () => {
  it("puts someone's words, with their name, in place of the record's", () => {
    const run = did(resolved(), edit({ summary: "  nginx closed **first**.  " }), "U0BOB");
    expect(section(run, "summary")?.written).toMatchObject({
      text: "nginx closed **first**.",
      by: "U0BOB",
    });
    expect(page(run)).toContain(
      "## Summary\n\nnginx closed **first**.\n\n*Written by U0BOB, 2026-11-23 03:27.*\n\n## Impact",
    );
    expect(page(run)).toContain("but for what people wrote under their names");
    expect(section(run, "impact")?.written).toBeUndefined();
  });

  it("is an event, and no part of the story that the postmortem tells", () => {
    const run = did(resolved(), edit({ summary: "New.", cause: "Newer." }), "U0CY");
    const last = timeline(flow, run).at(-1);
    expect(last?.says).toEqual([
      { person: "U0CY" },
      " wrote “Summary” and “Cause, and how sure it is” of the postmortem anew",
      ".",
    ]);
    expect(section(run, "timeline")).toEqual(section(resolved(), "timeline"));
    expect(section(run, "participants")).toEqual(section(resolved(), "participants"));
  });

  it("has the record's words again for an empty text", () => {
    const once = did(resolved(), edit({ summary: "New." }));
    const back = did(once, edit({ summary: " " }));
    expect(section(back, "summary")).toEqual(section(resolved(), "summary"));
  });

  it("never loses what someone else wrote since the form was opened", () => {
    const opened = resolved().revision;
    const other = did(resolved(), edit({ cause: "Theirs." }), "U0BOB");
    const mine = edit({ cause: "Mine.", impact: "Mine." }, opened);
    expect(() => decideEvent(flow, other, mine, { by: "U0ANA", fields })).toThrow(
      "Someone else edited this section",
    );
    expect(did(other, edit({ impact: "Mine." }, opened)).revision).toBe(other.revision + 1);
  });

  it("is refused for records, for what is too long, for nothing, and while the run is open", () => {
    const refused = (run: Run, texts: { readonly [name: string]: string }) =>
      expect(() => decideEvent(flow, run, edit(texts), { by: "U0ANA", fields }));
    refused(resolved(), { timeline: "I was first." }).toThrow("no section");
    refused(resolved(), { summary: "x".repeat(3_001) }).toThrow("longer than 3000");
    refused(resolved(), {}).toThrow("Nothing was changed");
    refused(changed(), { summary: "Early." }).toThrow("once the runbook is closed");
  });
});

describe("publishing", () => {
  it("keeps what was published as it was, whatever comes after", () => {
    const first = did(did(resolved(), edit({ summary: "One." })), { kind: "publish" });
    const later = did(did(first, edit({ summary: "Two." })), { kind: "publish" });
    const pages = publicationsOf(later).map((event) => page(runAsOf(later, event)));
    expect(pages.map((text) => /One\.|Two\./.exec(text)?.[0])).toEqual(["One.", "Two."]);
    expect(page(runAsOf(later, publicationsOf(later)[0] ?? 0))).toBe(page(first));
  });

  it("again is for what was changed since: words, and follow-ups", () => {
    const published = did(resolved(), { kind: "publish" });
    const again = (run: Run) => () =>
      decideEvent(flow, run, { kind: "publish" }, { by: "U0ANA", fields });
    expect(again(published)).toThrow("has this already");
    const due = { kind: "dateFollowUp", item: "watch", due: "2026-12-01" } as const;
    expect(again(did(published, due))).not.toThrow();
    expect(again(did(published, edit({ impact: "Small." })))).not.toThrow();
    const noted = did(published, { kind: "note", text: "Thanks" });
    expect(again(noted)).toThrow("has this already");
  });
});

describe("a run that was closed last month", () => {
  it("is edited, published and exported as on the first day, also without its facts", async () => {
    const { engine, store, pass, now, drain, catalogue, ...others } = await bench();
    const id = await toLook({ engine, store, pass, now, drain, catalogue, ...others });
    await drain();
    await engine.act(id, { kind: "choose", visit: "look#1", choice: "quiet" }, "UANA");
    const written = async () => {
      const run = await engine.read(id);
      const own = catalogue.version(run.flow, run.version);
      return {
        md: toMarkdown(postmortem(own, run)),
        json: toExport(own, run, postmortem(own, run)),
      };
    };
    const before = await written();
    pass(40 * 86_400_000);
    expect(await store.pruneFacts(now())).toBe(1);
    expect(await store.facts(id, "look#1")).toBeUndefined();
    expect(await written()).toEqual(before);
    await engine.act(id, edit({ summary: "It was the race." }), "UBEN");
    await engine.act(id, { kind: "publish" }, "UBEN");
    const after = await written();
    expect(after.md).toContain("It was the race.\n\n*Written by UBEN");
    expect(after.json.sections[0]).toMatchObject({ written: { by: { id: "UBEN" } } });
  });
});

it("an export has the follow-ups with owner, day and what was seen", () => {
  const watched = did(resolved(), { kind: "dateFollowUp", item: "watch", due: "2026-12-01" });
  const { followUps, impact, outcome } = toExport(flow, watched, postmortem(flow, watched), {
    U0BOB: "Bob",
  });
  expect(outcome).toBe("resolved");
  expect(impact).toBeNull();
  expect(followUps.find(({ item }) => item === "watch")).toEqual({
    item: "watch",
    text: expect.stringContaining("Alarm on"),
    owner: { id: "U0BOB", name: "Bob" },
    due: "2026-12-01",
    done: null,
    seen: null,
  });
});
