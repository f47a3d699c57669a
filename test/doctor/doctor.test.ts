import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Account } from "../../lab/aws/account.ts";
import { readManifest, type Workspace } from "../../lab/workspace/index.ts";
import { ownActions } from "../../src/aws/allow-list.ts";
import { addDoctor } from "../../src/cli/doctor.ts";
import { createProgram } from "../../src/cli/program.ts";
import { codes, type Finding } from "../../src/doctor/check.ts";
import { readAsked } from "../../src/doctor/manifest.ts";
import { doctorJson, findingLines, sumOf } from "../../src/doctor/report.ts";
import { start } from "../lab/workspace/practice.ts";
import { folders } from "../store/folder.ts";
import { findings, region, settings, startWholeAccount, withoutScope, wrong } from "./stage.ts";

const project = join(import.meta.dirname, "../..");
const manifest = await readManifest(join(project, "manifest.yml"));
const folder = folders();
let workspace: Workspace;
let account: Account;

beforeAll(async () => {
  [workspace, account] = await Promise.all([start({ manifest }), startWholeAccount()]);
});
afterEach(() => account.faults.clear());
afterAll(() => Promise.all([workspace.close(), account.close()]));

/** What was wrong with these settings beside the right ones. */
const wrongWith = async (more: Record<string, string>, parts = {}) =>
  wrong(await findings({ ...settings(workspace), ...more }, account, parts));

describe("a doctor", () => {
  it("finds nothing wrong, and leaves nothing out, after the steps of the README", async () => {
    const all = await findings(settings(workspace), account);
    expect(all.filter(({ kind }) => kind !== "ok")).toEqual([]);
    expect(all.filter(({ category }) => category === "AWS")).toHaveLength(ownActions.length);
    expect(sumOf(all)).toBe("All is well.");
  });

  it.each(ownActions)("names %s where it is denied, and nothing else", async (action) => {
    const name = action.replace("ListObjectsV2", "ListBucket") as `s3:${string}`;
    account.faults.deny(name);
    const found = await wrongWith({});
    expect(found.map((one) => one.name)).toEqual([`${name} in ${region}`]);
    expect(found).toMatchObject([{ code: "aws-permission", says: expect.stringContaining(name) }]);
  });

  it.each(readAsked().scopes)(
    "names the scope %s where it is missing, and no other",
    async (scope) => {
      const other = await start({ manifest: withoutScope(manifest, scope) });
      const found = wrong(await findings(settings(other), account));
      await other.close();
      expect(found).toMatchObject([{ kind: "failure", code: "slack-scope", name: scope }]);
    },
  );

  it.each([
    ["settings-placeholder", { SLACK_SIGNING_SECRET: "your-signing-secret" }],
    ["settings-misspelt", { HANDRAIL_REGION: "eu-west-1" }],
    ["settings-misspelt", { SLACK_BOT_TOKN: "xoxb-1" }],
    ["settings-invalid", { HANDRAIL_FACTS_DAYS: "many" }],
    ["region-unknown", { AWS_REGION: "eu-west-11" }],
    ["slack-bot-token", { SLACK_BOT_TOKEN: "xoxb-revoked" }],
    ["slack-app-token", { SLACK_APP_TOKEN: "xapp-revoked" }],
    ["slack-command", { HANDRAIL_COMMAND: "/incident" }],
    ["database-folder", { HANDRAIL_DATABASE: "/nowhere/handrail.db" }],
    ["store", { HANDRAIL_DATABASE: join(project, "package.json") }],
    ["proxy", { HTTPS_PROXY: "http://proxy.example:3128" }],
  ])("says %s of %o", async (code, more) => {
    expect((await wrongWith(more)).map((one) => "code" in one && one.code)).toEqual([code]);
  });

  it("says which setting was meant", async () => {
    const [found] = await wrongWith({ HANDRAIL_REGION: "eu-west-1" });
    expect(found?.says).toContain("Did you mean HANDRAIL_REGIONS?");
  });

  it("leaves out what cannot succeed, and says why", async () => {
    const all = await findings({ ...settings(workspace), SLACK_BOT_TOKEN: "xoxb-no" }, account);
    const left = all.filter(({ kind }) => kind === "skipped");
    const names = ["scopes", "clock", "rules", "channels of alerts"];
    expect(left.map(({ name }) => name)).toEqual(names);
    expect(left[0]?.says).toContain("“bot token”");
  });

  it("says once that there are no credentials, not once for each right", async () => {
    const other = { ...account, credentials: { accessKeyId: "AKIANOBODY", secretAccessKey: "no" } };
    const found = wrong(await findings(settings(workspace), other));
    expect(found).toMatchObject([{ code: "aws-credentials" }]);
  });

  it.each([
    ["node-version", { nodeVersion: "20.1.0" }],
    ["clock", { clock: () => Date.now() - 300_000 }],
  ])("says %s", async (code, parts) => {
    const found = await wrongWith({}, parts);
    expect(found).toEqual([expect.objectContaining({ code })]);
  });

  it("says that a container keeps its record inside of itself", async () => {
    const root = folder();
    writeFileSync(join(root, ".dockerenv"), "");
    expect(await wrongWith({}, { root })).toMatchObject([{ code: "database-not-on-volume" }]);
    const inPod = { KUBERNETES_SERVICE_HOST: "10.0.0.1" };
    expect(await wrongWith(inPod)).toMatchObject([{ code: "database-not-on-volume" }]);
  });

  it("names each user group, channel and runbook of the rules that is not there", async () => {
    const only = [{ name: "a", channels: ["C0NOWHERE"], flows: ["alb-502"], stop: ["S0NOBODY"] }];
    const file = { settings: { rules: { only } }, problems: [] };
    const asked = { ...readAsked(), flows: async () => ["alb-503"] };
    const found = await wrongWith({}, { file, asked });
    expect(found.map((one) => "code" in one && [one.code, one.name])).toEqual([
      ["rules", "S0NOBODY"],
      ["rules", "C0NOWHERE"],
      ["rules", "alb-502"],
    ]);
    expect(found.at(-1)?.says).toContain("Did you mean alb-503?");
  });

  describe("of what is taken over HTTP", () => {
    const hook = { name: "alarms", channel: "C0INC", proof: "token" as const };
    const secrets = { HANDRAIL_HOOK_SECRETS: "alarms:a-secret-of-the-practice" };
    const withHook = (more: object, env: Record<string, string> = {}) =>
      wrongWith(
        { ...secrets, HANDRAIL_PORT: "0", ...env },
        { file: { settings: { hooks: [{ ...hook, ...more }] }, problems: [] } },
      );

    it("finds nothing wrong with a hook of a channel in which Handrail is", async () => {
      expect(await withHook({})).toEqual([]);
    });

    it("names the hook that has no secret, and the secret that has no hook", async () => {
      const found = await withHook({}, { HANDRAIL_HOOK_SECRETS: "alarm:a-secret-of-the-practice" });
      expect(found.map((one) => "code" in one && one.code)).toEqual([
        "settings-invalid",
        "settings-invalid",
      ]);
      expect(found.map(({ says }) => says).join()).toMatch(/hook alarms has.*secret for alarm,/);
    });

    it.each(["C0NOWHERE", "C0QUIET", "G0CLOSED"])(
      "names the channel %s, where no run could be offered",
      async (channel) => {
        expect(await withHook({ channel })).toMatchObject([
          { code: "alert-channel", name: channel },
        ]);
      },
    );

    it("says that another program has the port, and knows Handrail itself", async () => {
      const other = createServer((_, response) => void response.writeHead(status).end());
      let status = 404;
      other.listen({ port: 0, host: "127.0.0.1" });
      await once(other, "listening");
      const { port } = other.address() as AddressInfo;
      const env = { HANDRAIL_PORT: String(port), HANDRAIL_HOST: "127.0.0.1" };
      expect(await withHook({}, env)).toMatchObject([{ code: "port", kind: "failure" }]);
      status = 405;
      expect(await withHook({}, env)).toEqual([]);
      other.close();
    });
  });

  it("has a section of its page for each code, and no other", () => {
    const page = readFileSync(join(project, "docs/doctor.md"), "utf8");
    const sections = [...page.matchAll(/^### (.+)$/gm)].map(([, title]) => title);
    expect(sections).toEqual([...codes]);
  });
});

describe("its report", () => {
  const finding = {
    ...{ category: "Slack", name: "scopes", kind: "failure", code: "slack-scope" },
    says: `chat:write is missing from ${["xoxb", "1", "secret"].join("-")}.`,
  } as const satisfies Finding;

  it("is a line for each check, with the page where something is wrong, and no token", () => {
    expect(findingLines(finding, undefined)).toEqual([
      "Slack",
      "  ✗ scopes: chat:write is missing from [token].",
      "    docs/doctor.md#slack-scope",
    ]);
    expect(findingLines({ ...finding, kind: "skipped" }, finding)[0]).toMatch(/^ {2}- scopes/);
  });

  it("quotes no password of an address that was refused", () => {
    const says = `The proxy http://shop:${"hunter22"}@proxy.example refuses`;
    const told = [
      ...findingLines({ ...finding, says }, undefined),
      doctorJson([{ ...finding, says }]),
    ];
    expect(told.join()).not.toContain("hunter22");
  });

  it("is JSON for programs", () => {
    expect(JSON.parse(doctorJson([finding]))).toMatchObject({
      healthy: false,
      findings: [{ code: "slack-scope", says: "chat:write is missing from [token]." }],
    });
  });

  it.each([
    [finding, 1, "1 failed, 0 to look at."],
    [{ ...finding, kind: "warning" }, undefined, "Nothing failed, 1 to look at."],
    [{ category: "Slack", name: "scopes", kind: "ok", says: "" }, undefined, "All is well."],
  ] as const)("ends with what it comes to: %o", async (one, code, says) => {
    const lines: string[] = [];
    const terminal = { out: (line: string) => void lines.push(line), config: () => expect.fail() };
    async function* found() {
      yield one;
    }
    await createProgram(terminal, "0", [addDoctor(async () => found())]).parseAsync([
      "node",
      "handrail",
      "doctor",
    ]);
    const exitCode = process.exitCode;
    process.exitCode = undefined;
    expect([exitCode, lines.at(-1)]).toEqual([code, `\n${says}`]);
  });
});
