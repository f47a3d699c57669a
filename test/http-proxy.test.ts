import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ofThisMachine } from "../lab/bot.ts";
import type { Workspace } from "../lab/workspace/index.ts";
import { appToken, botToken, start } from "./lab/workspace/practice.ts";
import { folders } from "./store/folder.ts";

const project = join(import.meta.dirname, "..");
const folder = folders();
let proxy: Server;
let asked: string[];
let workspace: Workspace;

/** A proxy that tunnels to this machine, and notes and refuses all else. */
beforeEach(async () => {
  asked = [];
  proxy = createServer();
  proxy.on("connect", (request, client) => {
    const [host = "", port = ""] = (request.url ?? "").split(":");
    asked.push(request.url ?? "");
    client.on("error", () => {});
    if (host !== "127.0.0.1") return void client.end("HTTP/1.1 403 Forbidden\r\n\r\n");
    const there = connect(Number(port), host, () => {
      client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      there.pipe(client).pipe(there);
    });
    there.on("error", () => client.destroy());
  });
  await new Promise<void>((ready) => proxy.listen(0, "127.0.0.1", ready));
  workspace = await start();
});
afterEach(async () => {
  proxy.closeAllConnections();
  await Promise.all([new Promise((closed) => proxy.close(closed)), workspace.close()]);
});

const address = () => `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;

/** What a program prints with these settings; none of the person's who tests. */
async function run(args: readonly string[], more: Record<string, string>): Promise<string> {
  const env = {
    ...{ ...ofThisMachine(), HOME: folder(), AWS_REGION: "eu-west-1" },
    ...{ SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, AWS_EC2_METADATA_DISABLED: "true" },
    ...{ AWS_ACCESS_KEY_ID: "AKIAPRACTICE", AWS_SECRET_ACCESS_KEY: "practice" },
    ...{ AWS_CONFIG_FILE: "/dev/null", AWS_SHARED_CREDENTIALS_FILE: "/dev/null" },
    ...more,
  };
  const child = spawn(process.execPath, args, {
    cwd: folder(),
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [out] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
  return out;
}

const doctor = (more: Record<string, string>) =>
  run([join(project, "src/cli.ts"), "doctor", "--json"], more);

describe("behind a proxy", () => {
  it("Slack and AWS are asked through it", async () => {
    const out = await doctor({
      HTTPS_PROXY: address(),
      HANDRAIL_SLACK_API_URL: "https://slack.invalid/api/",
    });
    expect(new Set(asked)).toContain("slack.invalid:443");
    expect(new Set(asked)).toContain("elasticloadbalancing.eu-west-1.amazonaws.com:443");
    expect(out).toContain("are asked through 127.0.0.1:");
  });

  it("a call that it lets through is answered", async () => {
    const out = await doctor({
      ...{ HTTP_PROXY: address(), HTTPS_PROXY: address() },
      HANDRAIL_SLACK_API_URL: workspace.apiUrl,
    });
    expect(asked).toContain(new URL(workspace.apiUrl).host);
    expect(out).toContain("Slack takes it");
  });

  it("what NO_PROXY names is reached without it", async () => {
    await doctor({
      ...{ HTTP_PROXY: address(), HTTPS_PROXY: address() },
      ...{ NO_PROXY: "127.0.0.1,.amazonaws.com", HANDRAIL_SLACK_API_URL: workspace.apiUrl },
      AWS_ENDPOINT_URL: "http://127.0.0.1:9",
    });
    expect(asked).toEqual([]);
  });

  it("sockets are opened through it", async () => {
    const open = `
      const { useProxyOf } = await import("${join(project, "src/http-proxy.ts")}");
      useProxyOf(process.env);
      const { openConnection } = await import("${join(project, "src/slack/transport/socket/connection.ts")}");
      const { ended, greeted } = openConnection("wss://wss-primary.slack.invalid/link", () => {});
      greeted.catch(() => {});
      console.log(await ended);`;
    await run(["--input-type=module", "--eval", open], { HTTPS_PROXY: address() });
    expect(asked).toEqual(["wss-primary.slack.invalid:443"]);
  });
});
