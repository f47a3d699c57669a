import type { Config } from "../config/config.ts";
import { callSlack, type SlackAnswer } from "./ask-slack.ts";
import { type CheckResult, type DoctorCheck, failure, ok, skipped, warning } from "./check.ts";
import { rulesNamed } from "./rule-names.ts";

export interface ManifestNeeds {
  readonly scopes: readonly string[];
  readonly commands: readonly string[];
  /** The runbooks that there are, by their id; none is looked for when absent. */
  readonly flows?: () => Promise<readonly string[]>;
}

/** The tokens, what they may, and the clock beside Slack's. */
export function slackChecks(
  config: Config,
  asked: ManifestNeeds,
  clock: () => number,
): readonly DoctorCheck[] {
  const { transport } = config;
  let answer: SlackAnswer | undefined;
  const identity = async () => {
    const said = await callSlack(config, "auth.test", config.slackBotToken);
    if ("kind" in said) return [said];
    answer = said;
    return [said.body.ok === true ? welcome(said) : refused("slack-bot-token", said)];
  };
  const needs = ["bot token"];
  return [
    { name: "bot token", look: identity },
    { name: "scopes", needs, look: async () => scopes(answer, asked) },
    { name: "clock", needs, look: async () => clockBeside(answer, clock()) },
    {
      name: "app token",
      look: () =>
        transport.kind === "http"
          ? Promise.resolve([skipped("Requests arrive over HTTP.")])
          : socket(config, transport.appToken),
    },
    { name: "command", look: async () => command(config, asked) },
    { name: "rules", needs, look: () => rulesNamed(config, asked.flows) },
  ];
}

const welcome = ({ body }: SlackAnswer): CheckResult =>
  ok(`Slack takes it, in ${body.team ?? "a workspace"}.`);

const refused = (code: "slack-bot-token" | "slack-app-token", { body }: SlackAnswer): CheckResult =>
  failure(code, `Slack does not take it (${body.error ?? "no reason given"}).`);

function scopes(answer: SlackAnswer | undefined, asked: ManifestNeeds): readonly CheckResult[] {
  const given = answer?.headers
    .get("x-oauth-scopes")
    ?.split(",")
    .map((one) => one.trim());
  if (given === undefined) return [skipped("Slack did not say which scopes the token has.")];
  const lacking = asked.scopes.filter((scope) => !given.includes(scope));
  if (lacking.length === 0) return [ok(`All ${asked.scopes.length} are granted.`)];
  return lacking.map((scope) =>
    failure("slack-scope", `${scope} is missing. Add it to the app and install it again.`, scope),
  );
}

/** Slack signs requests, and AWS takes them, for five minutes. */
function clockBeside(answer: SlackAnswer | undefined, now: number): readonly CheckResult[] {
  const theirs = Date.parse(answer?.headers.get("date") ?? "");
  if (Number.isNaN(theirs)) return [skipped("Slack's answer had no date.")];
  const off = Math.round(Math.abs(now - theirs) / 1_000);
  if (off <= 30) return [ok(`Within ${Math.max(1, off)} s of Slack's.`)];
  const says = `This machine's clock differs by ${off} s from Slack's.`;
  return [(off >= 240 ? failure : warning)("clock", says)];
}

async function socket(config: Config, token: string): Promise<readonly CheckResult[]> {
  const said = await callSlack(config, "apps.connections.open", token);
  if ("kind" in said) return [said];
  return [said.body.ok === true ? ok("A socket may be opened.") : refused("slack-app-token", said)];
}

function command({ command }: Config, { commands }: ManifestNeeds): readonly CheckResult[] {
  if (commands.includes(command)) return [ok(`${command}, as in manifest.yml.`)];
  const says = `HANDRAIL_COMMAND is ${command}, and manifest.yml has ${commands.join(", ")}. See that the app in Slack has ${command}.`;
  return [warning("slack-command", says)];
}
