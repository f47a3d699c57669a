import { once } from "node:events";
import { createServer } from "node:net";
import type { Config } from "../config/config.ts";
import { callSlack } from "./ask-slack.ts";
import { type CheckResult, type DoctorCheck, failure, ok, skipped, warning } from "./check.ts";

type Taking = Pick<
  Config,
  "hooks" | "offerIn" | "http" | "transport" | "slackApiUrl" | "slackBotToken"
>;

/** Where requests are taken over HTTP, and whether Handrail may offer runs where alerts are to lead. */
export const incomingChecks = (config: Taking): readonly DoctorCheck[] => [
  { name: "port", look: async () => [await portOf(config)] },
  { name: "channels of alerts", needs: ["bot token"], look: () => channelsOf(config) },
];

async function portOf({ hooks, transport, http }: Taking): Promise<CheckResult> {
  if (hooks.length === 0 && transport.kind === "socket") return ok("Nothing is taken over HTTP.");
  const { port, host } = http;
  if (port === 0) return skipped("HANDRAIL_PORT is 0: the system chooses one at each start.");
  const why = await refusalOf(port, host);
  if (why === undefined) return ok(`Port ${port} is free.`);
  const path = hooks[0] === undefined ? "/slack/events" : `/hooks/${hooks[0].name}`;
  if (why === "EADDRINUSE" && (await isHandrail(port, host, path)))
    return ok(`Handrail answers on port ${port}.`);
  const says =
    why === "EADDRINUSE"
      ? `Another program listens on port ${port}`
      : `Handrail cannot listen on ${host ?? "any address"}, port ${port} (${why})`;
  return failure("port", `${says}. Set HANDRAIL_PORT to a free one.`);
}

/** Why nothing can listen there; undefined where it can. */
async function refusalOf(port: number, host: string | undefined): Promise<string | undefined> {
  const server = createServer();
  try {
    server.listen({ port, ...(host === undefined ? {} : { host }) });
    await once(server, "listening");
    server.close();
    await once(server, "close");
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
}

/** What it answers to GET where only POST is taken; loopback stands for every address. */
async function isHandrail(port: number, host: string | undefined, path: string): Promise<boolean> {
  const anywhere = host === undefined || host === "0.0.0.0" || host === "::";
  const at = anywhere ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host;
  try {
    const signal = AbortSignal.timeout(3_000);
    const { status, body } = await fetch(`http://${at}:${port}${path}`, { signal });
    await body?.cancel();
    return status === 405;
  } catch {
    return false;
  }
}

async function channelsOf(config: Taking): Promise<readonly CheckResult[]> {
  const { hooks, offerIn } = config;
  const all = [...new Set([...hooks.map(({ channel }) => channel), ...offerIn])];
  if (all.length === 0) return [ok("No alert leads to a channel by itself.")];
  const seen = (await Promise.all(all.map((channel) => offered(config, channel)))).flat();
  return seen.length > 0 ? seen : [ok(`${count(all.length)}, and Handrail is in each.`)];
}

const count = (channels: number) => (channels === 1 ? "One channel" : `${channels} channels`);

async function offered(config: Taking, channel: string): Promise<readonly CheckResult[]> {
  const said = await callSlack(config, "conversations.info", config.slackBotToken, { channel });
  if ("kind" in said) return [said];
  const { ok: isKnown, error = "no reason given", channel: found } = said.body;
  if (error === "missing_scope") return [];
  const why =
    isKnown !== true
      ? `Slack does not know it (${error}). Mend the id, or invite Handrail where that channel is private.`
      : found?.is_archived === true
        ? "it is archived. Name another."
        : found?.is_member === false
          ? "Handrail is not in it. Invite it there: /invite @handrail."
          : undefined;
  if (why === undefined) return [];
  const says = `handrail.yaml wants runs offered in ${channel}, and ${why}`;
  return [warning("alert-channel", says, channel)];
}
