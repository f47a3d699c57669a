import { plural } from "../../language/amounts.ts";
import { formatSeconds } from "../links/durations.ts";
import type { Measured } from "./measured.ts";
import { nominalSeconds } from "./measured.ts";

/** What was measured, in one sentence: "10.0.1.5:3000 closes an idle connection after 6.00 s (± 0.01 s), with FIN." */
export function measuredSentence(measured: Measured, address: string): string {
  const { outcome, seconds, resolutionSeconds, by, why, announced, reuse } = measured;
  switch (outcome) {
    case "closed":
      return `${address} closes an idle connection after ${exact(seconds)} (± ${exact(resolutionSeconds)}), with ${by === "rst" ? "RST" : "FIN"}.`;
    case "at-least":
      return `${address} kept every idle connection open for at least ${formatSeconds(tenth(seconds))}${usedAgain(reuse, seconds)}.`;
    case "closes":
      return `${address} closes each connection after its response, ${announced === true ? "and says so (Connection: close)" : "without a Connection: close header"}.`;
    case "unreachable":
      return `${address} could not be reached: ${why ?? "no connection was opened"}`;
    case "unknown":
      return `How long ${address} keeps an idle connection is not known. ${why ?? ""}`.trim();
    default:
      return outcome satisfies never;
  }
}

/** That a connection was not only open but of use. */
function usedAgain(reuse: Measured["reuse"], seconds: number | null): string {
  if (reuse?.worked !== true) return "";
  const isThen = Math.abs(reuse.afterSeconds - (seconds ?? 0)) < 0.5;
  return `, and a second request on one ${isThen ? "then" : `after ${formatSeconds(tenth(reuse.afterSeconds))}`} was answered`;
}

/** What else was seen, the most important first. */
export function measuredDetails(
  measured: Measured,
  { idleTimeoutSeconds }: { readonly idleTimeoutSeconds: number },
): readonly string[] {
  return [
    deadSays(measured),
    capSays(measured),
    spreadSays(measured),
    rstSays(measured),
    announcedSays(measured),
    silentSays(measured, idleTimeoutSeconds),
    statusSays(measured),
  ].filter((sentence) => sentence !== "");
}

function deadSays({ reuse }: Measured): string {
  if (reuse === null || reuse.worked) return "";
  const after = formatSeconds(tenth(reuse.afterSeconds));
  return `A second request on a connection that had been idle for ${after} failed, although nothing had said that it was closed: something on the way may drop idle connections without a word, such as a firewall or a NAT.`;
}

function capSays({ requestCap, says }: Measured): string {
  if (requestCap === null) {
    return says.maxRequests === null
      ? ""
      : `It announces that a connection ends after about ${plural(says.maxRequests, "request")} (Keep-Alive: max).`;
  }
  const { requests, announced } = requestCap;
  return announced
    ? `A connection ends after ${plural(requests, "request")}, and the last response says so, which is safe.`
    : `A connection was closed after ${plural(requests, "request")} without a Connection: close header: the next request on it can fail, whatever the idle timeout.`;
}

function spreadSays({ spread }: Measured): string {
  if (spread?.coarse !== true) return "";
  return `Its timer is coarse: connections that waited alike were closed between ${exact(spread.from)} and ${exact(spread.to)}. The earliest counts, and one may be earlier still.`;
}

const rstSays = ({ by, outcome }: Measured): string =>
  by === "rst" && outcome === "closed"
    ? "It breaks idle connections off with RST. To a load balancer that is the same as FIN: a request that is on its way then fails."
    : "";

function announcedSays({ says, outcome, seconds, resolutionSeconds }: Measured): string {
  if (says.timeoutSeconds === null || seconds === null) return "";
  const header = `Keep-Alive: timeout=${says.timeoutSeconds}`;
  if (outcome !== "closed") return `It announces ${header}.`;
  const off = nominalSeconds(seconds, resolutionSeconds) - says.timeoutSeconds;
  if (Math.abs(off) < 0.05) return `It announces ${header}, and keeps to it.`;
  return `It announces ${header}, and waits ${exact(Math.abs(off))} ${off > 0 ? "longer" : "less"} than that.`;
}

/** Only worth a word where it is shorter: whether load balancers open connections ahead of requests is not documented. */
function silentSays({ silent, seconds }: Measured, idleTimeoutSeconds: number): string {
  if (silent?.kind !== "closed") return "";
  const said = silent.unasked === null ? "" : ` (it says ${silent.unasked} first)`;
  const sooner =
    silent.seconds < Math.min(seconds ?? 0, idleTimeoutSeconds)
      ? " That is earlier than after a request, which matters if a client opens connections ahead."
      : "";
  return `A connection on which nothing was sent is closed after ${exact(silent.seconds)}${said}.${sooner}`;
}

const statusSays = ({ says, outcome }: Measured): string =>
  says.status !== null && says.status >= 400 && (outcome === "closed" || outcome === "at-least")
    ? `It answered ${says.status}; the connection stayed open all the same, so the time counts.`
    : "";

/** Two decimals, as precise as it is measured: "6.00 s". */
const exact = (seconds: number | null): string => `${(seconds ?? 0).toFixed(2)} s`;

const tenth = (seconds: number | null): number => Math.floor((seconds ?? 0) * 10 + 0.001) / 10;
