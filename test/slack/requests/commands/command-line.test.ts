import { describe, expect, it } from "vitest";
import { nearestName } from "../../../../src/language/check/nearest-name.ts";
import { readCommandLine } from "../../../../src/slack/requests/commands/command-line.ts";

const flows = ["alb-502-keepalive", "db-slow"];
const command = (typed: string) => readCommandLine(typed, flows);

describe("what is typed after /runbook", () => {
  it("may be nothing", () => {
    expect(command("  ")).toEqual({ kind: "nothing" });
  });

  it("starts a flow by its name or its beginning, with or without a load balancer", () => {
    expect(command("alb-502-keepalive shop-prod")).toEqual({
      kind: "start",
      flow: "alb-502-keepalive",
      subject: "shop-prod",
    });
    expect(command("ALB")).toEqual({ kind: "start", flow: "ALB" });
    expect(command("start alb for shop")).toMatchObject({ flow: "alb", subject: "shop" });
  });

  it("is read through the dashes, quotes and spaces of phones", () => {
    const start = { kind: "start", flow: "alb-502", subject: "shop-prod" };
    expect(command("alb\u2013502 \u2014 \u201Cshop\u2011prod\u201D")).toEqual(start);
    expect(command("\u201Cstatus\u201D")).toEqual({ kind: "status" });
    expect(command("\u2014help")).toEqual({ kind: "help" });
    expect(command("Status")).toEqual({ kind: "status" });
  });

  it("keeps a note as it was typed, but for Slack's own codes", () => {
    expect(
      command(
        "note <@U0ADA|ada> says \u201Cok\u201D &amp; &lt;done&gt; \u2014 see <https://a.b|a.b>",
      ),
    ).toEqual({
      kind: "note",
      text: "@ada says \u201Cok\u201D & <done> \u2014 see https://a.b",
    });
    expect(command("stop")).toEqual({ kind: "stop", text: "" });
  });

  it("takes away the quotes around a whole note, and none that belong to a word of it", () => {
    const note = (text: string) => command(`note ${text}`);
    expect(note('"it\'s off"')).toEqual({ kind: "note", text: "it's off" });
    expect(note("\u201Cit is off\u201D")).toEqual({ kind: "note", text: "it is off" });
    expect(note('"a" is not "b"')).toEqual({ kind: "note", text: '"a" is not "b"' });
    expect(note("'a' is not 'b'")).toEqual({ kind: "note", text: "'a' is not 'b'" });
    expect(command("stop \u201Ca\u201D, not \u201Cb\u201D")).toMatchObject({
      text: "\u201Ca\u201D, not \u201Cb\u201D",
    });
  });

  it("names what a mistyped word resembles, and nothing for a strange one", () => {
    const alone = { kind: "unknown", isAlone: true } as const;
    expect(command("stauts")).toEqual({ ...alone, word: "stauts", meant: "status" });
    expect(command("bd-slow")).toEqual({ ...alone, word: "bd-slow", meant: "db-slow" });
    expect(command("banana")).toEqual({ ...alone, word: "banana" });
    expect(command("banana split")).toMatchObject({ word: "banana", isAlone: false });
  });
});

describe("the nearest name", () => {
  it("counts two swapped letters as one slip", () => {
    expect(nearestName("hepl", ["help", "heap"])).toBe("help");
  });

  it("is none for a short word that merely shares a letter", () => {
    expect(nearestName("on", ["stop"])).toBeUndefined();
  });

  it("is not looked for where a word is longer than any name", () => {
    expect(nearestName("s".repeat(61), ["s".repeat(60)])).toBeUndefined();
  });
});

it("More than anybody reads is no command", () => {
  expect(() => command(`note ${"x".repeat(3_000)}`)).toThrow("longer than 3000 characters");
});
