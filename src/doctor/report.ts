import { visibleText } from "../language/texts/visible-text.ts";
import { withoutSecrets } from "../run/secrets.ts";
import type { Finding } from "./check.ts";

const signs = { ok: "✓", warning: "!", failure: "✗", skipped: "-" } as const;

/** A finding as lines for a terminal, with its category where that begins. What looks like a secret is struck out. */
export function findingLines(finding: Finding, before: Finding | undefined): readonly string[] {
  const { kind, category, name, says } = finding;
  const heading = before?.category === category ? [] : [...(before ? [""] : []), category];
  const page = "code" in finding ? [`    docs/doctor.md#${finding.code}`] : [];
  return [...heading, `  ${signs[kind]} ${name}: ${safe(says)}`, ...page];
}

/** The last line, which says what all of it comes to. */
export function sumOf(findings: readonly Finding[]): string {
  const failed = count(findings, "failure");
  const warned = count(findings, "warning");
  const left = count(findings, "skipped");
  const more = left === 0 ? "" : ` ${left} ${left === 1 ? "was" : "were"} skipped.`;
  if (failed > 0) return `${failed} failed, ${warned} to look at.${more}`;
  return warned > 0 ? `Nothing failed, ${warned} to look at.${more}` : `All is well.${more}`;
}

export const doctorJson = (findings: readonly Finding[]): string =>
  JSON.stringify(
    {
      healthy: count(findings, "failure") === 0,
      findings: findings.map((one) => ({ ...one, says: safe(one.says) })),
    },
    null,
    2,
  );

const count = (findings: readonly Finding[], kind: Finding["kind"]): number =>
  findings.filter((one) => one.kind === kind).length;

/** Slack's tokens begin so; what stands behind may be quoted by whoever refused it. */
const safe = (says: string): string =>
  visibleText(withoutSecrets(says.replaceAll(/x(?:ox[a-z]|app)-[\w-]+/g, "[token]")));
