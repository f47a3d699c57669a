import { createServer, type Server } from "node:http";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createFiles } from "../../../src/slack/delivery/web-api/file-uploads.ts";
import { createTeller, dismissMessage } from "../../../src/slack/requests/answer-requests.ts";
import type { Requester } from "../../../src/slack/requests/requester.ts";

let asked: string[];
let servers: Server[];
beforeEach(() => {
  asked = [];
  servers = [];
});
afterEach(() => Promise.all(servers.map((server) => new Promise((done) => server.close(done)))));

/** A server that notes what it is asked, and leads everybody on to `location` where there is one. */
async function serving(name: string, location?: string): Promise<string> {
  const server = createServer((request, response) => {
    asked.push(`${name} ${request.url}`);
    const moved = location === undefined ? {} : { location };
    response.writeHead(location === undefined ? 200 : 307, { connection: "close", ...moved }).end();
  });
  servers.push(server);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address = server.address();
  return `http://127.0.0.1:${address !== null && typeof address === "object" ? address.port : 0}`;
}

/** A client of the Slack there that tells what was posted by its methods instead. */
const clientOf = (base: string) =>
  ({
    slackApiUrl: `${base}/api/`,
    chat: { postEphemeral: async () => void asked.push("chat.postEphemeral") },
    files: { completeUploadExternal: async () => void asked.push("files.completeUploadExternal") },
  }) as never;

const requester = (responseUrl: string): Requester => ({
  ...{ person: "UADA", team: "T1", channel: "C1", isPrivate: true, isDirect: false },
  ...{ responseUrl, delivery: { id: "d1" } },
});
const reply = { text: "The password of the run is kept from you.", blocks: [] };

it("answers at no address but Slack's, and follows none from there", async () => {
  const elsewhere = await serving("elsewhere");
  const slack = await serving("slack", `${elsewhere}/taken`);
  const client = clientOf(slack);
  const tell = createTeller(client, {} as never);
  await tell(requester(`${elsewhere}/response`), reply);
  await dismissMessage(client, requester(`${elsewhere}/response`));
  expect(asked).toEqual(["chat.postEphemeral"]);
  await tell(requester(`${slack}/response`), reply);
  expect(asked).toEqual(["chat.postEphemeral", "slack /response", "chat.postEphemeral"]);
});

it("uploads a file to no address but Slack's, and follows none from there", async () => {
  const elsewhere = await serving("elsewhere");
  const slack = await serving("slack", `${elsewhere}/taken`);
  const { complete } = createFiles(clientOf(slack));
  const upload = { filename: "a.txt", title: "a", content: "secret" };
  for (const uploadUrl of [`${elsewhere}/upload`, `${slack}/upload`])
    expect(await complete({ id: "F1", uploadUrl }, upload)).toMatchObject({ kind: "not" });
  expect(asked).toEqual(["slack /upload"]);
});
