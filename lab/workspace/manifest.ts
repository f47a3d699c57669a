import { readFile } from "node:fs/promises";
import { parse } from "yaml";

/** The parts of an app manifest that the workspace enforces: https://docs.slack.dev/reference/app-manifest */
export interface Manifest {
  readonly display_information?: { readonly name?: string };
  readonly features?: {
    readonly app_home?: { readonly home_tab_enabled?: boolean };
    readonly bot_user?: { readonly display_name?: string };
    readonly slash_commands?: readonly SlashCommand[];
    readonly shortcuts?: readonly Shortcut[];
  };
  readonly oauth_config?: { readonly scopes?: { readonly bot?: readonly string[] } };
  readonly settings?: {
    readonly event_subscriptions?: { readonly bot_events?: readonly string[] };
    readonly interactivity?: { readonly is_enabled?: boolean };
    readonly socket_mode_enabled?: boolean;
  };
}

interface SlashCommand {
  readonly command: string;
  readonly description?: string;
  readonly usage_hint?: string;
  readonly should_escape?: boolean;
}

interface Shortcut {
  readonly name: string;
  readonly type: "message" | "global";
  readonly callback_id: string;
}

/** Reads a manifest from a YAML or JSON file. */
export async function readManifest(path: string | URL): Promise<Manifest> {
  const manifest: Manifest = parse(await readFile(path, "utf8"));
  return manifest;
}

export const botScopes = (manifest: Manifest): readonly string[] =>
  manifest.oauth_config?.scopes?.bot ?? [];

/** The declaration of a slash command, if there is one. */
export const slashCommand = (manifest: Manifest, command: string): SlashCommand | undefined =>
  manifest.features?.slash_commands?.find((declared) => declared.command === command);

/** The declaration of a shortcut, if there is one. */
export const shortcut = (manifest: Manifest, callbackId: string): Shortcut | undefined =>
  manifest.features?.shortcuts?.find((declared) => declared.callback_id === callbackId);

/** The bot's name as people see it. */
export const botName = (manifest: Manifest): string =>
  manifest.features?.bot_user?.display_name ?? manifest.display_information?.name ?? "app";
