import type { ModalView } from "@slack/types";
import { encodeHandle, type Handle } from "../../requests/button-value.ts";
import { section } from "../blocks/blocks.ts";
import { modal, oneOf, option, textInput } from "./modal.ts";
import type { FormAct, Submitted, Values } from "./submitted.ts";
import { pickedIn, typedIn } from "./typed-values.ts";

const hour = 3_600;
const rests: readonly (readonly [string, number])[] = [
  ["30 minutes", hour / 2],
  ["1 hour", hour],
  ["4 hours", 4 * hour],
  ["8 hours", 8 * hour],
  ["1 day", 24 * hour],
  ["3 days", 72 * hour],
  ["1 week", 168 * hour],
];
const mostCharacters = 500;

/** Asks for how long a run shall rest, and why. */
export const parkForm = (handle: Handle): ModalView =>
  modal(
    "Park the runbook",
    [
      section("Nobody is reminded meanwhile. It wakes by itself, and anyone can wake it earlier."),
      oneOf(
        "for",
        "For how long?",
        rests.map(([label, seconds]) => option(label, String(seconds))),
        { initial: String(hour) },
      ),
      textInput("reason", "What does it wait for?", { most: mostCharacters }),
    ],
    { submit: "Park", metadata: encodeHandle(handle) },
  );

/** Reads {@link parkForm}. */
export function readParkForm(values: Values): Submitted<FormAct> {
  const reason = typedIn(values, "reason");
  const seconds = Number(pickedIn(values, "for"));
  if (!Number.isFinite(seconds)) return { kind: "errors", errors: { for: "Please pick one." } };
  if (reason === "") return { kind: "errors", errors: { reason: "Please write a few words." } };
  return { kind: "ok", value: { act: { kind: "park", seconds, reason }, typed: {} } };
}
