/** Why something is wrong, by a word that docs/doctor.md has a section for. Codes are never renamed. */
export const codes = [
  "node-version",
  "settings-invalid",
  "settings-placeholder",
  "settings-misspelt",
  "region-unknown",
  "database-folder",
  "database-not-on-volume",
  "disk-space",
  "store",
  "slack-unreachable",
  "slack-bot-token",
  "slack-scope",
  "slack-app-token",
  "slack-command",
  "rules",
  "port",
  "alert-channel",
  "clock",
  "aws-credentials",
  "aws-role",
  "aws-unreachable",
  "aws-permission",
  "aws-call",
  "proxy",
] as const;
export type Code = (typeof codes)[number];

/** What a check saw; a warning leaves something out, a failure keeps Handrail from its work. `says` is whole sentences. */
export type CheckResult = { readonly name?: string; readonly says: string } & (
  | { readonly kind: "ok" | "skipped" }
  | { readonly kind: "warning" | "failure"; readonly code: Code }
);

export interface DoctorCheck {
  readonly name: string;
  /** Checks without which this one cannot succeed: it is skipped where one of them failed or was skipped. */
  readonly needs?: readonly string[];
  readonly look: () => Promise<readonly CheckResult[]>;
}

export interface Category {
  readonly name: string;
  readonly checks: readonly DoctorCheck[];
}

/** One line of the report. */
export type Finding = CheckResult & { readonly category: string; readonly name: string };

/** Carries out the checks in their order, each finding as soon as it is known. Never rejects. */
export async function* runChecks(categories: readonly Category[]): AsyncGenerator<Finding> {
  const without = new Set<string>();
  for (const { name: category, checks } of categories)
    for (const check of checks) {
      const lacking = check.needs?.find((name) => without.has(name));
      const seen =
        lacking === undefined
          ? await check.look().catch((error: unknown) => [unexpected(error)])
          : [skipped(`This needs what “${lacking}” looks at.`)];
      if (seen.some(({ kind }) => kind === "failure") || lacking !== undefined)
        without.add(check.name);
      for (const one of seen) yield { name: check.name, ...one, category };
    }
}

export const ok = (says: string, name?: string): CheckResult => seenAs("ok", says, name);
export const skipped = (says: string, name?: string): CheckResult => seenAs("skipped", says, name);
export const failure = (code: Code, says: string, name?: string): CheckResult => ({
  ...{ kind: "failure", code, says },
  ...(name === undefined ? {} : { name }),
});
export const warning = (code: Code, says: string, name?: string): CheckResult => ({
  ...failure(code, says, name),
  ...{ kind: "warning", code },
});

const seenAs = (kind: "ok" | "skipped", says: string, name?: string): CheckResult => ({
  ...{ kind, says },
  ...(name === undefined ? {} : { name }),
});

const unexpected = (error: unknown): CheckResult =>
  skipped(
    `This could not be looked at (${error instanceof Error ? error.message : String(error)}).`,
  );
