import { identity } from "../identity.ts";
import { botName, type Manifest } from "../manifest.ts";
import type { WorkspaceState } from "../state.ts";

// https://docs.slack.dev/messaging/formatting-message-text

/** What a command receives with should_escape: names of people and channels as ids with names. */
export function escapeMentions(state: WorkspaceState, text: string): string {
  const people = replaceNames(text, "@", state.data.people, ({ id, name }) => `<@${id}|${name}>`);
  return replaceNames(people, "#", state.data.channels, ({ id, name }) => `<#${id}|${name}>`);
}

/** What a message holds once sent: people, channels and the app by id. */
export function linkMentions(state: WorkspaceState, manifest: Manifest, text: string): string {
  const app = { id: identity.botUserId, name: botName(manifest) };
  const people = replaceNames(text, "@", [...state.data.people, app], ({ id }) => `<@${id}>`);
  return replaceNames(people, "#", state.data.channels, ({ id, name }) => `<#${id}|${name}>`);
}

/** Whether a message names the app. */
export const mentionsApp = (text: string): boolean => text.includes(`<@${identity.botUserId}>`);

function replaceNames<T extends { readonly id: string; readonly name: string }>(
  text: string,
  sign: string,
  named: readonly T[],
  write: (it: T) => string,
): string {
  return text.replace(new RegExp(`(?<![<\\w])${sign}([\\w.-]*\\w)`, "g"), (whole, name: string) => {
    const found = named.find((it) => it.name === name);
    return found ? write(found) : whole;
  });
}
