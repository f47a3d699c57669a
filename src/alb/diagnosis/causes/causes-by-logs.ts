import type { Evidence } from "#language";
import { formatWhole, percent, plural } from "../../../language/amounts.ts";
import type { CauseShare, LogCause } from "../../gaps/causes.ts";
import { type Cause, withRuling } from "./rule-on-causes.ts";
import { type CauseName, type CauseRuling, leaveOpen, ruleIn, ruleOut } from "./ruling.ts";
import { deciderBeyondLogs } from "./what-would-settle.ts";

/** The causes that evidence rules on; those of another version keep their words. */
export const causesIn = (evidence: Pick<Evidence, "rulings"> | undefined): readonly Cause[] =>
  (evidence?.rulings ?? []) as readonly Cause[];

/** What access logs say of the 502s, as far as a differential needs it. */
export interface LogsSaid {
  /** Each 502 counted once, most first. */
  readonly shares: readonly CauseShare[];
  readonly failures: number;
  /** Whether the gap test was made and shows no race. */
  readonly excludesRace: boolean;
  /** Why a gap test that shows none rules none out, as a clause; null where that is not so. */
  readonly tooWeak?: string | null;
  /** Requests that got 460; null where that is not known. */
  readonly gaveUp?: number | null;
}

/**
 * The differential with the access logs: a cause that they name is *in* with its share, one that they would name and do not is
 * *out*. They tell one failure from another, so they overrule the metrics; what they cannot tell stays as it was. Pure.
 */
export function causesWithLogs(causes: readonly Cause[], said: LogsSaid): readonly Cause[] {
  return causes.map((cause) => {
    const ruling = logged(cause.cause, said);
    if (ruling?.state === "open" && cause.state !== "out")
      return { ...withRuling(cause, ruling), ...deciderBeyondLogs(cause.cause) };
    if (ruling !== null && ruling.state !== "open") return withRuling(cause, ruling);
    return cause.state === "open" && said.failures > 0
      ? { ...cause, ...deciderBeyondLogs(cause.cause) }
      : cause;
  });
}

function logged(cause: CauseName, said: LogsSaid): CauseRuling | null {
  const { shares, failures, excludesRace, tooWeak = null } = said;
  if (cause === "client-460") return gaveUp(said);
  const names = named[cause];
  if (names === undefined || failures === 0) return null;
  const found = shares.filter((share) => names.includes(share.cause));
  const count = found.reduce((sum, one) => sum + one.count, 0);
  const about = {
    value: `${formatWhole(count)} of ${plural(failures, "502")} (${percent(count / failures)})`,
    threshold: cause === "idle-race" ? "the gap test" : "≥ 1 line with its times and status",
    source: "access logs",
  };
  if (count > 0) return ruleIn("access logs show it, with this share of the failures", about);
  if (cause === "idle-race" && tooWeak !== null) return leaveOpen(tooWeak, about);
  if (cause === "idle-race" && !excludesRace) return null;
  if (hasUntold(shares, cause)) return null;
  const follow = shares.some((share) => share.cause === "unexplained");
  return ruleOut(
    cause === "idle-race" && follow
      ? "the failures follow no particular length of idleness, as lost races do"
      : "no failure in the access logs is one",
    about,
  );
}

/** 460 has no metric of its own, and stands in the logs whatever else failed. */
function gaveUp({ gaveUp = null }: LogsSaid): CauseRuling | null {
  if (gaveUp === null) return null;
  const about = {
    value: formatWhole(gaveUp),
    threshold: "≥ 1 line with 460",
    source: "access logs",
  };
  return gaveUp > 0
    ? ruleIn("it occurs: a client closed its connection before the answer came", about)
    : ruleOut("no request in the access logs got 460", about);
}

/** Failures that the logs do not tell apart may be this cause still. */
const hasUntold = (shares: readonly CauseShare[], cause: CauseName): boolean =>
  untold[cause]?.some((name) => shares.some((share) => share.cause === name)) === true;

const named: { readonly [cause in CauseName]?: readonly LogCause[] } = {
  "idle-race": ["keepalive-race"],
  "closed-mid-request": ["killed"],
  "connect-reset": ["connect-refused"],
  "tls-handshake": ["tls"],
  "malformed-response": ["bad-response"],
  "large-headers": ["bad-response"],
  "app-502": ["target-error"],
  "lambda-body": ["lambda-body"],
  // LambdaUnhandled is said of both.
  "lambda-timeout": [],
  "lambda-error": ["lambda"],
};

const untold: { readonly [cause in CauseName]?: readonly LogCause[] } = {
  "connect-reset": ["no-connection"],
  "tls-handshake": ["no-connection"],
  "closed-mid-request": ["unexplained", "failing-url"],
  "malformed-response": ["unexplained", "failing-url"],
  "large-headers": ["unexplained", "failing-url"],
  "lambda-timeout": ["lambda"],
};
