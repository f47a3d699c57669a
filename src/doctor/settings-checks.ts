import { once } from "node:events";
import http from "node:http";
import { connect } from "node:net";
import { regions } from "../aws/regions.ts";
import { type Config, readConfig, variables } from "../config/config.ts";
import type { SettingsFile } from "../config/settings-file/read.ts";
import { nearestName } from "../language/check/nearest-name.ts";
import { BadConfig } from "../run/errors.ts";
import { type CheckResult, type DoctorCheck, failure, ok, warning } from "./check.ts";

export type ProcessEnvironment = { readonly [name: string]: string | undefined };

/** Whether the settings can be read, mean what they should, and were really filled in. */
export const settingsChecks = (
  env: ProcessEnvironment,
  file: SettingsFile,
): readonly DoctorCheck[] => [
  { name: "settings", look: async () => readable(env, file) },
  { name: "names of settings", look: async () => misspelt(env) },
  { name: "tokens", look: async () => placeholders(env) },
  { name: "regions", needs: ["settings"], look: async () => known(readConfig(env, file)) },
  { name: "proxy", look: () => proxied(env) },
];

/** The bot's settings, or nothing where they cannot be read. */
export function configIn(env: ProcessEnvironment, file: SettingsFile): Config | undefined {
  try {
    return readConfig(env, file);
  } catch {
    return undefined;
  }
}

function readable(env: ProcessEnvironment, file: SettingsFile): readonly CheckResult[] {
  try {
    readConfig(env, file);
    const where = file.path === undefined ? "" : `, also ${file.path}`;
    return [ok(`All of them can be read${where}.`)];
  } catch (error) {
    if (!(error instanceof BadConfig)) throw error;
    const problems = error.message.split("\n").filter((line) => line.startsWith("- "));
    return problems.map((problem) => failure("settings-invalid", problem.slice(2)));
  }
}

/** Names that look like a setting of Handrail's and are none. */
function misspelt(env: ProcessEnvironment): readonly CheckResult[] {
  const own = Object.keys(env).filter((name) => /^(HANDRAIL|SLACK|DATABASE)_/.test(name));
  const unknown = own.filter((name) => !variables.includes(name));
  const seen = unknown.flatMap((name) => {
    const meant = nearestName(name.toLowerCase(), variables);
    // Other programs have settings of these names as well.
    if (meant === undefined && !name.startsWith("HANDRAIL_")) return [];
    const rather = meant === undefined ? "" : ` Did you mean ${meant}?`;
    return [warning("settings-misspelt", `${name} is no setting, and nothing reads it.${rather}`)];
  });
  return seen.length > 0 ? seen : [ok("None is misspelt.")];
}

function placeholders(env: ProcessEnvironment): readonly CheckResult[] {
  const names = ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"];
  const seen = names
    .filter((name) => /your[-_]|example|changeme|[<>…]|\.\.\.|x{4,}/i.test(env[name] ?? ""))
    .map((name) =>
      failure("settings-placeholder", `${name} is still the text that shows where it goes.`),
    );
  return seen.length > 0 ? seen : [ok("None is a placeholder.")];
}

function known(config: Config): readonly CheckResult[] {
  const all = [...new Set(config.accounts.flatMap((account) => account.regions))];
  const seen = all
    .filter((region) => !regions.includes(region))
    .map((region) => {
      const meant = nearestName(region, regions);
      const rather = meant === undefined ? "" : ` Did you mean ${meant}?`;
      return warning("region-unknown", `AWS has no region ${region} that is known here.${rather}`);
    });
  return seen.length > 0 ? seen : [ok(all.join(", "))];
}

/** Whether the proxy that the environment names can be reached. Its address may hold a password. */
async function proxied(env: ProcessEnvironment): Promise<readonly CheckResult[]> {
  const names = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"];
  const set = names.filter((name) => env[name]);
  if (set.length === 0) return [ok("None is set.")];
  if (http.setGlobalProxyFromEnv === undefined)
    return [warning("proxy", `${set[0]} is set, and Node ${process.versions.node} cannot use it.`)];
  const seen = await Promise.all(set.map((name) => reached(name, env[name] ?? "")));
  return seen;
}

async function reached(name: string, address: string): Promise<CheckResult> {
  const url = URL.parse(address);
  if (url === null || !/^https?:$/.test(url.protocol))
    return failure("proxy", `${name} is no address of an HTTP proxy, such as http://proxy:3128.`);
  const port = Number(url.port || (url.protocol === "https:" ? 443 : 80));
  const at = `${url.hostname}:${port}`;
  const why = await refusalAt(url.hostname.replace(/^\[(.*)\]$/, "$1"), port);
  if (why !== undefined)
    return failure("proxy", `${name} names ${at}, which does not answer (${why}).`);
  return ok(`Slack and AWS are asked through ${at}, by ${name}.`);
}

/** Why nothing listens there; undefined where something does. */
async function refusalAt(host: string, port: number): Promise<string | undefined> {
  const socket = connect({ host, port });
  try {
    await once(socket, "connect", { signal: AbortSignal.timeout(3_000) });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    socket.destroy();
  }
}
