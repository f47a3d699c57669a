import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readManifest, type SeenMessage } from "../../../../lab/workspace/index.ts";
import { currentVisit } from "../../../../src/run/visits.ts";
import { channelId, shownIn } from "../../stage.ts";
import { begin, file, nginx, type Reader, secret, server } from "./reader.ts";

let reader: Reader;
beforeEach(async () => {
  reader = await begin();
});
afterEach(() => reader.stage.close());

const share = (...files: { name: string; content: string }[]) =>
  reader.stage.ada.say(channelId, "", { threadTs: reader.card.ts, files });

describe("files in the run's thread", () => {
  const offer = (name: string) => reader.stage.whisper(reader.stage.ada, name);
  const readFrom = async (message: SeenMessage, label = "Read this configuration") => {
    const outcome = await reader.stage.ada.click(channelId, message.ts, label);
    expect(outcome).toMatchObject({ acked: true, warning: null });
  };

  it("are offered to be read to whoever shared them, and read", async () => {
    await share(file("nginx.conf", nginx));
    const offered = await offer("nginx.conf");
    expect(shownIn(offered)).toContain("never the text");
    await readFrom(offered);
    await reader.titled("Is this right?");
    expect(reader.form()).toContain("after 30 s (nginx.conf:3)");
    await reader.stage.ada.submit();
    expect(reader.form()).toContain("Server 2, behind it");
    expect(await reader.everywhere()).not.toContain(secret);
  });

  it("several at once are read together", async () => {
    await share(file("nginx.conf", nginx), file("server.js", server));
    await readFrom(await offer("nginx.conf, server.js"), "Read these configurations");
    await reader.titled("Is this right?");
    expect(reader.form()).toContain("server.js:2");
  });

  it("that are no configuration, or come when nobody asks, are passed over", async () => {
    await share(file("chart.png", "x"), file("access.log", "x"));
    await reader.stage.work();
    for (const step of ["reviewBackend", "alignTimeouts"]) {
      expect(currentVisit(await reader.stage.engine.read(reader.run)).step).toBe(step);
      await reader.press("Skip…");
      await reader.stage.ada.submit({ reason: "Nobody knows." });
      await reader.stage.work();
    }
    await share(file("nginx.conf", nginx));
    await reader.stage.work();
    expect(reader.stage.workspace.calls("chat.postEphemeral")).toEqual([]);
  });

  it("are not fetched from elsewhere with the bot's token", async () => {
    await share(file("nginx.conf", nginx));
    const [stored] = Object.values(reader.stage.workspace.data.files);
    await readFrom(await offer("nginx.conf"));
    await reader.titled("Is this right?");
    const downloads = reader.stage.workspace.calls("download");
    expect(downloads.map(({ args }) => args)).toEqual([{ file: stored?.id }]);
  });

  it.each([
    ["somebody else's that is shared nowhere", []],
    ["somebody else's in another channel", [{ channelId: "G0SECRET", ts: "1.1", threadTs: null }]],
  ])("that are %s are not read, whatever a button says", async (_, shares) => {
    await share(file("nginx.conf", nginx));
    const offered = await offer("nginx.conf");
    const [stored] = Object.values(reader.stage.workspace.data.files);
    Object.assign(stored ?? {}, { uploadedBy: "U0GRACE", shares });
    await readFrom(offered);
    await reader.stage.workspace.until(() => reader.form().includes("neither yours") || undefined);
    expect(reader.stage.workspace.calls("download")).toEqual([]);
  });

  it("that somebody else shared in the channel are read for whoever may see the run", async () => {
    await share(file("nginx.conf", nginx));
    const offered = await offer("nginx.conf");
    const [stored] = Object.values(reader.stage.workspace.data.files);
    Object.assign(stored ?? {}, { uploadedBy: "U0GRACE" });
    await readFrom(offered);
    await reader.titled("Is this right?");
  });

  it("that Slack does not hand over are said not to be, with what to do", async () => {
    await reader.stage.close();
    const manifest = await readManifest("manifest.yml");
    const bot = manifest.oauth_config?.scopes?.bot?.filter((scope) => scope !== "files:read");
    const scopes = { bot: bot ?? [] };
    reader = await begin({ manifest: { ...manifest, oauth_config: { scopes } } });
    await share(file("nginx.conf", nginx));
    await readFrom(await offer("nginx.conf"));
    await reader.titled("Read a configuration");
    await reader.stage.workspace.until(() => reader.form().includes("files:read") || undefined);
    expect(reader.form()).toContain("needs the scope files:read");
  });
});
