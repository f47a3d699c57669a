import { readFileSync } from "node:fs";
import { parse } from "yaml";
import type { ManifestNeeds } from "./slack-checks.ts";

/** What manifest.yml asks of Slack: it stands two folders above this file, three in the package. */
export function readAsked(): ManifestNeeds {
  for (const path of ["../../manifest.yml", "../../../manifest.yml"]) {
    try {
      return askedIn(readFileSync(new URL(path, import.meta.url), "utf8"));
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
    }
  }
  return { scopes: [], commands: [] };
}

function askedIn(text: string): ManifestNeeds {
  const manifest: {
    readonly oauth_config?: { readonly scopes?: { readonly bot?: readonly string[] } };
    readonly features?: { readonly slash_commands?: readonly { readonly command: string }[] };
  } = parse(text);
  return {
    scopes: manifest.oauth_config?.scopes?.bot ?? [],
    commands: manifest.features?.slash_commands?.map(({ command }) => command) ?? [],
  };
}
