import { App, HTTPReceiver } from "@slack/bolt";

// What any Bolt app costs at least: a signed command over HTTP that is acknowledged, and nothing else. Prints that it listens.
const receiver = new HTTPReceiver({
  signingSecret: process.env.SLACK_SIGNING_SECRET ?? "",
  processBeforeResponse: true,
});
const app = new App({
  receiver,
  authorize: async () => ({ botToken: "xoxb-bare", botId: "B0", botUserId: "U0" }),
});
app.command("/runbook", async ({ ack }) => ack());
await app.start(Number(process.env.HANDRAIL_PORT));
process.stderr.write("Bolt is listening\n");
