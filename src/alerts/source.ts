import type { Alert } from "#language";
import type { Told } from "./told.ts";

/** Who sends alerts: how a message of theirs is known and read, and what they send over HTTP. */
export interface Source {
  /** For people. */
  readonly name: string;
  /** Undefined for what is not theirs. */
  message(told: Told): Alert | undefined;
  /** The alerts in a request's JSON; undefined for what is not theirs. */
  payload?(json: unknown): readonly Alert[] | undefined;
}

/** Whether one of the names under which a message was sent is this one. */
export const isBy = ({ authors }: Told, name: RegExp): boolean =>
  authors.some((author) => name.test(author));

/** The first link to one of these places. */
export const linkTo = ({ links }: Told, place: RegExp): string | undefined =>
  links.find((link) => place.test(link));

/** What the words of a title say of an alert's state. */
export function stateIn(text: string): Alert["state"] {
  if (/\b(?:resolved|recovered|closed|ok)\b/i.test(text)) return "resolved";
  if (
    /\b(?:firing|alarm|triggered|re-triggered|alerting|acknowledged|warn|alert|no data)\b/i.test(
      text,
    )
  )
    return "firing";
  return "unknown";
}
