import type { Config } from "../config/config.ts";
import { nearestName } from "../language/check/nearest-name.ts";
import { isGroup } from "../run/permission/rules.ts";
import { callSlack } from "./ask-slack.ts";
import { type CheckResult, ok, warning } from "./check.ts";

/** Whether the user groups, channels and runbooks that rules name are there: a rule that names none lets nobody through. */
export async function rulesNamed(
  config: Pick<Config, "rules" | "slackApiUrl" | "slackBotToken">,
  flows: (() => Promise<readonly string[]>) | undefined,
): Promise<readonly CheckResult[]> {
  const { only, confirmers } = config.rules;
  const named = [...confirmers, ...only.flatMap(peopleOf)];
  const groups = [...new Set(named.filter(isGroup))];
  const places = [...new Set([...channelsAllowed(config), ...only.flatMap(channelsOf)])];
  if (only.length + groups.length + places.length === 0) return [ok("No rule names anybody.")];
  const asked = await Promise.all([
    ...groups.map((usergroup) => there(config, "usergroups.users.list", { usergroup })),
    ...places.map((channel) => there(config, "conversations.info", { channel })),
  ]);
  const known = only.some((rule) => rule.flows !== undefined) ? await flows?.() : undefined;
  const seen = [...asked.flat(), ...only.flatMap((rule) => unknownFlows(rule, known))];
  if (seen.length > 0) return seen;
  return [
    ok(`${only.length === 1 ? "One rule" : `${only.length} rules`}; what they name is there.`),
  ];
}

type Rule = Config["rules"]["only"][number];

const channelsOf = ({ channels = [] }: Rule): readonly string[] => channels;

function peopleOf({ start, drive, confirm, stop, publish, see }: Rule): readonly string[] {
  return [start, drive, confirm, stop, publish, see].flatMap((named) => named ?? []);
}

const channelsAllowed = ({ rules }: Pick<Config, "rules">): readonly string[] =>
  [rules.guests, rules.otherOrganisations, rules.sharedChannels].flatMap((allowed) =>
    typeof allowed === "boolean" ? [] : allowed,
  );

async function there(
  config: Parameters<typeof rulesNamed>[0],
  method: string,
  fields: { readonly [name: string]: string },
): Promise<readonly CheckResult[]> {
  const said = await callSlack(config, method, config.slackBotToken, fields);
  if ("kind" in said) return [said];
  if (said.body.ok === true || said.body.error === "missing_scope") return [];
  const [id = ""] = Object.values(fields);
  const says = `A rule in the settings names ${id}, and Slack does not know it (${said.body.error ?? "no reason given"}). Mend the id, or invite Handrail where that channel is private.`;
  return [warning("rules", says, id)];
}

function unknownFlows(rule: Rule, known: readonly string[] | undefined): readonly CheckResult[] {
  const unknown = (rule.flows ?? []).filter((flow) => known?.includes(flow) === false);
  return unknown.map((flow) => {
    const meant = nearestName(flow, known ?? []);
    const rather = meant === undefined ? "" : ` Did you mean ${meant}?`;
    return warning(
      "rules",
      `Rule “${rule.name}” names the runbook ${flow}, which is not there.${rather}`,
      flow,
    );
  });
}
