import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import autocannon from "autocannon";
import { sign } from "../../lab/workspace/delivery/http-delivery.ts";
import { quietChannels } from "./bot.ts";

/** What signs the clicks. */
export const secret = "practice signing secret";

let sent = 0;

/** A note in one of the calm channels as Slack sends it, never the same twice. */
export function signed() {
  sent += 1;
  const body = new URLSearchParams({
    command: "/runbook",
    text: `note Number ${sent}`,
    team_id: "T0PRACTICE",
    channel_id: quietChannels[sent % quietChannels.length] ?? "",
    channel_name: "calm",
    user_id: "U0ANA",
    user_name: "ana",
    trigger_id: `trigger-${sent}`,
    response_url: "http://127.0.0.1:9/",
    api_app_id: "A0PRACTICE",
  }).toString();
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const headers = {
    "content-type": "application/x-www-form-urlencoded",
    "x-slack-request-timestamp": timestamp,
    "x-slack-signature": sign(secret, timestamp, body),
  };
  return { body, headers };
}

/** Clicks a second that are acknowledged over so many connections, and how many that were. Rejects where one is not. */
export async function rateAt(url: string, connections: number, seconds: number) {
  const setupRequest = (request: autocannon.Request) => ({ ...request, ...signed() });
  const requests = [{ method: "POST", setupRequest } as const];
  const { non2xx, errors, ...seen } = await autocannon({
    ...{ url, connections, duration: seconds, requests },
  });
  if (non2xx + errors > 0) throw new Error(`${non2xx + errors} clicks were not acknowledged.`);
  return { rate: seen.requests.average, clicks: seen.requests.total };
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
