import type { WebClient } from "@slack/web-api";
import type { Directory } from "../../engine/permission-facts.ts";
import type { Clock, Log } from "../../engine/ports.ts";
import type { ChannelFacts, PersonFacts } from "../../run/permission/may.ts";
import { codeOf } from "../delivery/web-api/failures.ts";
import { causeOf } from "../transport/sdk-log.ts";
import { createAnswerCache } from "./answer-cache.ts";

/** Slack's own word on people and channels, remembered for a minute. */
export interface SlackDirectory extends Directory {
  readonly changed: (channel: string) => void;
}

export interface DirectoryParts {
  /** Waits 2 s at most and does not repeat. */
  readonly client: WebClient;
  readonly team: () => Promise<string>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Needs the scopes users:read, channels:read and groups:read; usergroups:read for user groups. */
export function createDirectory({ client, team, clock, log }: DirectoryParts): SlackDirectory {
  const noted = <Value>(ask: (key: string) => Promise<Value>, freshMs?: number) =>
    createAnswerCache(clock, (key) => ask(key).catch((error) => unanswered(log, error)), freshMs);
  const people = noted(async (id) => askPerson(client, id, await team()));
  const members = noted((channel) => askMembers(client, channel));
  const channels = noted((channel) => askChannel(client, channel), sharedMs);
  const groups = noted((group) => askGroup(client, group));
  return {
    person: async (id) => (await people.get(id, isWelcome)).value,
    membership: async (id, channel, isGlance = false) => {
      const isGood = ({ ids }: Members) => isGlance || ids.has(id);
      const { value, isFresh } = await members.get(channel, isGood);
      if (value.ids.has(id)) return isFresh ? "in" : "lately";
      return isFresh && value.isWhole ? "out" : "unknown";
    },
    channel: async (channel) => {
      const { value, isFresh } = await channels.get(channel, always);
      return isFresh || value.isShared ? value : "unknown";
    },
    inGroup: async (id, group) => {
      const { value, isFresh } = await groups.get(group, (ids) => ids.has(id));
      return isFresh ? value.has(id) : "unknown";
    },
    changed: (channel) => {
      members.forget(channel);
      channels.forget(channel);
    },
  };
}

const always = () => true;

/** Whether others read a channel is asked before each message that goes there, and again after so long, in milliseconds. */
const sharedMs = 10_000;

/** Whoever is refused is looked up again: a guest may have become a member since. */
const isWelcome = ({ isOfTeam, isGuest, isBot, isDeactivated }: PersonFacts): boolean =>
  isOfTeam && !isGuest && !isBot && !isDeactivated;

function unanswered(log: Log, error: unknown): never {
  log.warn("Slack did not say who may do what.", { cause: causeOf(error) });
  throw error;
}

/** https://docs.slack.dev/reference/objects/user-object: who is of another workspace has another team_id. */
async function askPerson(client: WebClient, id: string, team: string): Promise<PersonFacts> {
  try {
    const { user = {} } = await client.users.info({ user: id });
    const teams = [user.team_id, ...(user.enterprise_user?.teams ?? [])];
    const { is_stranger, is_workflow_bot }: Readonly<Record<string, unknown>> = { ...user };
    return {
      isOfTeam: team !== "" && teams.includes(team) && is_stranger !== true,
      isGuest: user.is_restricted === true || user.is_ultra_restricted === true,
      isBot: user.is_bot === true || is_workflow_bot === true || id === "USLACKBOT",
      isDeactivated: user.deleted === true,
    };
  } catch (error) {
    if (!isNobodyHere(codeOf(error))) throw error;
    return { isOfTeam: false, isGuest: false, isBot: false, isDeactivated: false };
  }
}

/** https://docs.slack.dev/reference/methods/users.info */
const isNobodyHere = (code: string | undefined): boolean =>
  code === "user_not_found" || code === "user_not_visible";

interface Members {
  readonly ids: ReadonlySet<string>;
  /** False for a channel that is too large to be read. */
  readonly isWhole: boolean;
}

// "An integer with a max value of 999": https://docs.slack.dev/reference/methods/conversations.members
const pageSize = 999;
const mostPages = 20;

async function askMembers(client: WebClient, channel: string): Promise<Members> {
  const ids = new Set<string>();
  const cursors = new Set<string>();
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const more = cursor === undefined ? {} : { cursor };
    const answer = await client.conversations.members({ channel, limit: pageSize, ...more });
    for (const id of answer.members ?? []) ids.add(id);
    cursor = answer.response_metadata?.next_cursor;
    if (cursor === undefined || cursor === "") return { ids, isWhole: true };
    // A cursor that comes again would be followed for ever.
    if (cursors.has(cursor)) break;
    cursors.add(cursor);
  }
  return { ids, isWhole: false };
}

/** https://docs.slack.dev/reference/objects/conversation-object */
async function askChannel(client: WebClient, id: string): Promise<ChannelFacts> {
  const { channel = {} } = await client.conversations.info({ channel: id });
  return {
    isPrivate: channel.is_private !== false,
    isShared: channel.is_ext_shared === true,
  };
}

/** https://docs.slack.dev/reference/methods/usergroups.users.list */
async function askGroup(client: WebClient, group: string): Promise<ReadonlySet<string>> {
  const { users } = await client.usergroups.users.list({ usergroup: group });
  return new Set(users);
}
