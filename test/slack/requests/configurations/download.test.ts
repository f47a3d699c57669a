import { describe, expect, it } from "vitest";
import { isAtSlack } from "../../../../src/slack/delivery/web-api/web-clients.ts";
import { decodeText } from "../../../../src/slack/requests/configurations/download.ts";

describe("the bot's token", () => {
  const api = "https://slack.com/api/";

  it.each([
    "https://files.slack.com/files-pri/T1-F1/download/nginx.conf",
    "https://slack.com/files-pri/T1-F1/nginx.conf",
  ])("goes to %s", (url) => {
    expect(isAtSlack(url, api)).toBe(true);
  });

  it.each([
    "https://docs.google.com/document/d/1",
    "https://files.slack.com.evil.example/files-pri/T1-F1/nginx.conf",
    "https://evilslack.com/files-pri/T1-F1/nginx.conf",
    "http://files.slack.com/files-pri/T1-F1/nginx.conf",
    "https://files.slack.com:8443/files-pri/T1-F1/nginx.conf",
    "https://files.slack.com@evil.example/nginx.conf",
    "file:///etc/passwd",
    "",
  ])("does not go to “%s”", (url) => {
    expect(isAtSlack(url, api)).toBe(false);
  });

  it("goes to where the API is where that is set to another place", () => {
    const local = "http://127.0.0.1:4000/api/";
    expect(isAtSlack("http://127.0.0.1:4000/files-pri/T1-F1/a", local)).toBe(true);
    expect(isAtSlack("http://127.0.0.1:4001/files-pri/T1-F1/a", local)).toBe(false);
    expect(isAtSlack("https://files.slack.com/files-pri/T1-F1/a", local)).toBe(false);
  });
});

describe("a file's text", () => {
  it("is read whatever marks it begins with", () => {
    const text = (bytes: Buffer) => decodeText(bytes);
    expect(text(Buffer.from("\ufeffa", "utf8"))).toEqual({ kind: "text", text: "a" });
    expect(text(Buffer.from("\ufeffa", "utf16le"))).toEqual({ kind: "text", text: "a" });
    expect(text(Buffer.from("\ufeffa", "utf16le").swap16())).toEqual({ kind: "text", text: "a" });
  });

  it("may hold bytes of an older encoding", () => {
    const [kind, text] = Object.values(
      decodeText(Buffer.from("# gr\xfc\xdfe\nkeepalive 5", "latin1")),
    );
    expect([kind, String(text)]).toEqual(["text", expect.stringContaining("keepalive 5")]);
  });
});
