import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { currentVisit } from "../../../../src/run/visits.ts";
import { begin, file, nginx, type Reader, secret, server } from "./reader.ts";

let reader: Reader;
beforeEach(async () => {
  reader = await begin();
});
afterEach(() => reader.stage.close());

describe("a pasted configuration", () => {
  beforeEach(async () => {
    await reader.press("Read a configuration");
    await reader.stage.ada.submit({ "config:text": nginx, "config:name": "nginx.conf" });
  });

  it("is read, and shown with value, file and line to be confirmed", async () => {
    expect(reader.form()).toContain("nginx");
    expect(reader.form()).toContain("It closes an idle connection after 30 s (nginx.conf:3).");
    expect(reader.form()).not.toContain(secret);
    expect(await reader.path()).toBeUndefined();
  });

  it("asks for what stands behind a proxy, and then is the answer", async () => {
    await reader.stage.ada.submit();
    expect(reader.form()).toContain("Server 2, behind it");
    await reader.stage.ada.submit({
      "path:path:1:keeps:how": "default",
      "path:path:1:kind": "Deno.serve",
      "path:path:1:closes:how": "default",
    });
    expect(reader.stage.ada.modal()).toBeNull();
    expect(await reader.path()).toMatchObject([
      {
        kind: expect.stringContaining("nginx"),
        closes: { how: "read", seconds: 30, where: "nginx.conf:3" },
        keeps: { how: "default" },
      },
      { kind: "Deno.serve" },
    ]);
    expect(currentVisit(await reader.stage.engine.read(reader.run)).state).toBe("looking");
  });

  it("is kept nowhere, nor shown, nor sent anywhere", async () => {
    await reader.stage.ada.submit();
    await reader.stage.ada.submit({
      "path:path:1:keeps:how": "default",
      "path:path:1:kind": "Deno.serve",
      "path:path:1:closes:how": "default",
    });
    await reader.stage.work();
    expect(await reader.everywhere()).toContain("nginx.conf:3");
    expect(await reader.everywhere()).not.toContain(secret);
  });

  it("can be corrected by hand, beginning with what was read", async () => {
    await reader.stage.ada.clickInModal("Correct it by hand");
    await reader.titled("Your answers");
    expect(reader.form()).toContain('"initial_value":"30 s"');
    await reader.stage.ada.submit({ "path:path:0:closes:value": "31 s" });
    await reader.stage.ada.submit({
      "path:path:1:keeps:how": "unknown",
      "path:path:1:kind": "unknown",
      "path:path:1:closes:how": "unknown",
    });
    expect(await reader.path()).toMatchObject([
      { closes: { seconds: 31, where: "nginx.conf:3" } },
      {},
    ]);
  });

  it("can give way to another one", async () => {
    await reader.stage.ada.clickInModal("Read something else");
    await reader.titled("Read a configuration");
    await reader.stage.ada.submit({ "config:text": server });
    await reader.stage.ada.submit();
    expect(await reader.path()).toMatchObject([
      { closes: { how: "read", seconds: 5, where: "pasted text:2" } },
    ]);
  });
});

describe("configuration files in the form", () => {
  beforeEach(() => reader.press("Read a configuration"));
  const read = (...files: { name: string; content: string; isBase64?: boolean }[]) =>
    reader.stage.ada.submit({ "config:files": files });

  it("are read together, and only what stays unknown is asked", async () => {
    const upstream =
      "http { keepalive_timeout 75; upstream a { server b:80; keepalive 8; keepalive_timeout $k; } }";
    await read(file("nginx.conf", upstream), file("server.js", server));
    expect(reader.form()).toContain("It closes an idle connection after 75 s (nginx.conf:1).");
    expect(reader.form()).toContain("5 s, and 1 s that it adds (server.js:2)");
    expect(reader.form()).toContain("found:0:keeps:how");
    expect(reader.form()).not.toMatch(/found:\d:closes/);
    await reader.stage.ada.submit({ "found:0:keeps:how": "read", "found:0:keeps:value": "60 s" });
    expect(await reader.path()).toMatchObject([
      { closes: { seconds: 75 }, keeps: { how: "read", seconds: 60 } },
      { closes: { seconds: 5 } },
    ]);
    expect(await reader.everywhere()).not.toContain(secret);
  });

  it.each([
    [file("a.conf", "x".repeat(300_001)), /a\.conf is too large \(301 kB/],
    [file("a.conf", ""), /a\.conf is empty/],
    [{ name: "a.gz", content: "H4sIAAAA", isBase64: true }, /a\.gz is packed\. Unpack it first/],
    [{ name: "a.bin", content: "AAECAwA=", isBase64: true }, /a\.bin is no text/],
    [file("notes.txt", "restart it"), /notes\.txt: /],
  ])("say in a sentence why nothing was read", async (given, says) => {
    await read(given);
    expect(reader.form()).toContain("Nothing was read");
    expect(reader.form()).toMatch(says);
    expect(reader.form()).toContain("config:text");
  });

  it("are read in whatever way Windows writes them", async () => {
    const text = "\ufeffhttp { keepalive_timeout 30; }";
    const content = Buffer.from(text, "utf16le").toString("base64");
    await read({ name: "nginx.conf", content, isBase64: true });
    expect(reader.form()).toContain("after 30 s (nginx.conf:1)");
  });

  it("say what else was given and could not be read beside what was", async () => {
    await read(file("nginx.conf", nginx), file("notes.txt", "restart it"));
    expect(reader.form()).toMatch(/after 30 s.*notes\.txt: /);
  });

  it("have to be given", async () => {
    const { response } = await reader.stage.ada.submit();
    expect(response).toMatchObject({
      errors: { "config:text": "Paste a configuration, or add a file below." },
    });
  });

  it("that Slack never hands over end in a sentence", async () => {
    await reader.stage.close();
    reader = await begin({ readingTimes: { answer: 20, settled: 1_500, longest: 200 } });
    await reader.press("Read a configuration");
    reader.stage.workspace.faults.next("download", { hang: true });
    const { response } = await read(file("slow.conf", nginx));
    expect(JSON.stringify(response)).toContain("Reading…");
    await reader.titled("Read a configuration");
    await reader.stage.workspace.until(
      () => reader.form().includes("slow.conf took Slack too long") || undefined,
    );
  });

  it("that Slack is slow to hand over show up when they come", async () => {
    await reader.stage.close();
    reader = await begin({ readingTimes: { answer: 0, settled: 1_500, longest: 5_000 } });
    await reader.press("Read a configuration");
    // What comes after it may already be on the screen.
    const { response } = await read(file("nginx.conf", nginx));
    expect(JSON.stringify(response)).toContain("Reading…");
    await reader.titled("Is this right?");
    expect(reader.form()).toContain("after 30 s (nginx.conf:3)");
  });
});
