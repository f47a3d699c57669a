import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type Account, startAccount } from "../../lab/aws/account.ts";
import { readManifest, startWorkspace, type Workspace } from "../../lab/workspace/index.ts";
import { estate, isDrill, nameOf, region } from "./estate.ts";

/** Everything outside of the bots: a Slack workspace, an AWS account, and a site that answers a retest. */
export interface World {
  readonly workspace: Workspace;
  readonly account: Account;
  readonly people: readonly string[];
  readonly incidents: readonly Incident[];
  readonly tokens: typeof tokens;
  readonly region: string;
}

/** One incident has one channel and one load balancer, so that what is typed in the channel means one run. */
export interface Incident {
  readonly channel: string;
  readonly loadBalancer: string;
  readonly flow: string;
}

// Assembled, so that nothing takes them for real ones.
const tokens = {
  botToken: ["xoxb", "chaos", "bot"].join("-"),
  appToken: ["xapp", "chaos", "app"].join("-"),
};

const names = ["Ana", "Ben", "Chi", "Dora", "Eli"];
const people = names.map((name) => `U0${name.toUpperCase()}`);
/** Runbooks that do not ship. */
export const flowsFolder = join(import.meta.dirname, "flows");
/** How long Slack's history takes to show a message, in milliseconds. */
const historyLagMs = 2_500;

/** Starts the world on loopback; `parts` closes it. */
export async function startWorld(seed: number, parts: AsyncDisposableStack): Promise<World> {
  const port = await startSite(parts);
  const loadBalancers = estate(seed, port);
  const account = parts.adopt(await startAccount({ loadBalancers, settleSeconds: 5 }), (one) =>
    one.close(),
  );
  const incidents = loadBalancers.map((_, index) => ({
    channel: `C0INC${index}`,
    loadBalancer: nameOf(index),
    flow: isDrill(index) ? "drill" : "alb-502-keepalive",
  }));
  const workspace = parts.adopt(await openWorkspace(incidents), (one) => one.close());
  return { workspace, account, people, incidents, tokens, region };
}

const openWorkspace = async (incidents: readonly Incident[]): Promise<Workspace> =>
  startWorkspace({
    ...tokens,
    manifest: await readManifest(new URL("../../manifest.yml", import.meta.url)),
    people: names.map((realName, index) => ({
      id: people[index] ?? "",
      name: realName.toLowerCase(),
      realName,
      tz: "UTC",
    })),
    channels: incidents.map(({ channel, loadBalancer }) => ({
      id: channel,
      name: `incident-${loadBalancer}`,
      members: people,
    })),
    historyLagMs,
    // That Slack knows a post by its client_msg_id is not documented: the thread must be right without.
    knowsClientMsgIds: false,
  });

async function startSite(parts: AsyncDisposableStack): Promise<number> {
  const site = createServer((_, response) => response.end("ok"));
  site.listen(0, "127.0.0.1");
  await once(site, "listening");
  parts.defer(async () => {
    const closed = once(site, "close");
    site.close();
    site.closeAllConnections();
    await closed;
  });
  return (site.address() as AddressInfo).port;
}
