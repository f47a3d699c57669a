import { describe, expect, it } from "vitest";
import { postmortem, toMarkdown } from "../../src/postmortem/postmortem.ts";
import { did, flow, happened, resolved, started } from "../slack/messages/runs.ts";

describe("the Markdown page", () => {
  it("has every section, names instead of ids, and nothing that turns into markup", () => {
    const noted = did(started(), { kind: "note", text: "<b>*hi*</b>\n# [x](http://y)" }, "U0BOB");
    const page = toMarkdown(postmortem(flow, noted), { U0ANA: "Ana", U0BOB: "Bob <b>" });
    expect(page.match(/^## /gm)).toHaveLength(10);
    expect(page).toContain("Ana started");
    expect(page).toContain("Bob \\<b\\> noted: “\\<b\\>\\*hi\\*\\</b\\> # \\[x\\](http://y)”.");
    expect(page).toContain("2026-11-23 03:12");
    expect(page).not.toContain("U0ANA");
  });

  it("keeps commands as they are typed, and escapes a backtick that stands alone", () => {
    const typed = "Run `curl -s a|wc [*]` here \\`, not ``there`` <b>";
    const noted = did(started(), { kind: "note", text: typed }, "U0BOB");
    const page = toMarkdown(postmortem(flow, noted));
    expect(page).toContain("Run `curl -s a|wc [*]` here \\\\\\`, not \\`\\`there\\`\\` \\<b\\>");
  });

  it("keeps to the record when a follow-up is finished after the close", () => {
    const later = happened(resolved(), { kind: "followUpDone", item: "watch" }, "U0BOB");
    expect(toMarkdown(postmortem(flow, later))).toContain("done at 2026-11-23 03:2");
  });
});
