import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LabPage, startPage } from "../../../lab/page/page.ts";
import type { Workspace } from "../../../lab/workspace/index.ts";
import { start } from "../workspace/practice.ts";
import { fakePath, fakeStage } from "./fake-path.ts";

let workspace: Workspace;
let page: LabPage;
let staged: ReturnType<typeof fakeStage>;
const { path, deploys } = fakePath();

beforeAll(async () => {
  workspace = await start();
  staged = fakeStage(workspace, path);
  const brief = { person: "U0ADA", channel: "C0INC" };
  const assets = new Map([["/index.html", { type: "text/html", body: "the page" }]]);
  page = await startPage({ stage: staged.stage, brief, assets: Promise.resolve(assets) });
});

afterAll(async () => {
  await page.close();
  await workspace.close();
});

type Headers = Readonly<Record<string, string>>;

function send(
  method: string,
  target: string,
  headers: Headers = {},
  body = "",
): Promise<{ status: number; text: string; headers: Readonly<Record<string, unknown>> }> {
  return new Promise((resolve, reject) => {
    const sent = request(new URL(target, page.url), { method, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (more: string) => {
        text += more;
      });
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, text, headers: response.headers }),
      );
    });
    sent.on("error", reject).end(body);
  });
}

const own = (): Headers => ({
  Origin: new URL(page.url).origin,
  "Content-Type": "application/json",
});
const say = (text: string) =>
  JSON.stringify({ as: "U0ADA", kind: "say", channel: "C0INC", thread: null, text });
const said = () =>
  workspace
    .as("U0ADA")
    .sees("C0INC")
    .map(({ text }) => text);

describe("the page's server", () => {
  it("listens on loopback only and serves the page without a cache or foreign parts", async () => {
    expect(new URL(page.url).hostname).toBe("127.0.0.1");
    const { text, headers } = await send("GET", "/");
    expect(text).toBe("the page");
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
    expect(headers["cache-control"]).toBe("no-store");
  });

  it("does what its own page asks for", async () => {
    const { status, text } = await send("POST", "/act", own(), say("from the page"));
    expect([status, JSON.parse(text).acked]).toEqual([200, true]);
    expect(said()).toContain("from the page");
  });

  it.each<[string, Headers]>([
    ["another origin", { Origin: "https://evil.example" }],
    ["another port of this machine", { Origin: "http://127.0.0.1:1" }],
    ["no origin", { Origin: "" }],
    ["a name that leads to loopback", { Host: "evil.example" }],
    ["a form", { "Content-Type": "text/plain" }],
    ["another site", { "Sec-Fetch-Site": "cross-site" }],
  ])("does nothing for %s", async (_who, headers) => {
    const { status } = await send("POST", "/act", { ...own(), ...headers }, say("from elsewhere"));
    expect(status).toBe(403);
    expect(said()).not.toContain("from elsewhere");
  });

  it.each(["/", "/brief", "/feed?as=U0ADA", "/files/F1"])(
    "shows %s under no other name and to no other site",
    async (target) => {
      expect((await send("GET", target, { Host: "evil.example" })).status).toBe(403);
      expect((await send("GET", target, { "Sec-Fetch-Site": "cross-site" })).status).toBe(403);
      expect((await send("GET", target, { Origin: "https://evil.example" })).status).toBe(403);
    },
  );

  it("says in words what Slack's own screen would not let a person do", async () => {
    const act = { as: "U0GRACE", kind: "say", channel: "G0TEAM", thread: null, text: "hello" };
    const { text } = await send("POST", "/act", own(), JSON.stringify(act));
    expect(JSON.parse(text)).toEqual({ acked: false, warning: "grace is not in #team." });
  });

  it("says that a button has gone, where a click comes too late", async () => {
    const { ts } = await workspace.as("U0ADA").say("C0INC", "hello");
    const which = { blockId: "b1", actionId: "choose" };
    const act = { as: "U0ADA", kind: "click", channel: "C0INC", message: ts, which };
    const { text } = await send("POST", "/act", own(), JSON.stringify(act));
    expect(JSON.parse(text)).toEqual({
      acked: false,
      warning: "This has just changed. Look once more.",
    });
  });

  it.each([
    ["/operations", { idleSeconds: 0 }],
    ["/operations", { idleSeconds: 60, keepAliveSeconds: 75 }],
    ["/operations", { deploy: 2 }],
    ["/scenario", {}],
    ["/debrief", { name: "race" }],
    ["/act", { as: "U0ADA", kind: "close" }],
    ["/elsewhere", {}],
  ])("refuses what it does not know: %s %j", async (target, body) => {
    expect((await send("POST", target, own(), JSON.stringify(body))).status).toBe(400);
    expect(path.idleTimeoutSeconds()).toBe(60);
  });

  it("changes the request path", async () => {
    const change = { keepAliveSeconds: 75, place: 0 };
    await send("POST", "/operations", own(), JSON.stringify(change));
    await send("POST", "/operations", own(), JSON.stringify({ deploy: 1 }));
    expect(path.hops()[0]?.keepAliveSeconds).toBe(75);
    expect(deploys()).toBe(1);
  });

  it("asks for another incident, by name or by chance", async () => {
    await send("POST", "/scenario", own(), JSON.stringify({ name: "deploy" }));
    await send("POST", "/scenario", own(), JSON.stringify({ name: null }));
    expect(staged.chosen).toEqual(["deploy", null]);
  });

  it("shows an uploaded page as text", async () => {
    workspace.data.files.F1 = {
      id: "F1",
      name: "page.html",
      title: "page",
      length: 8,
      createdAt: 0,
      uploadedBy: "U0ADA",
      phase: "processed",
      contentBase64: Buffer.from("<script>").toString("base64"),
      shares: [],
    };
    const { text, headers } = await send("GET", "/files/F1");
    expect([text, headers["content-type"]]).toEqual(["<script>", "text/plain; charset=utf-8"]);
    expect(headers["x-content-type-options"]).toBe("nosniff");
  });
});
