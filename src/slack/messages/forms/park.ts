import type { ModalView } from "@slack/types";
import { section } from "../blocks/blocks.ts";
import { encodeHandle } from "../blocks/handle.ts";
import { modal, oneOf, option, textInput } from "./modal.ts";
import {
  type Entered,
  type FormAct,
  type Opened,
  pickedIn,
  type RunForm,
  type Submitted,
  typedIn,
} from "./submitted.ts";

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
export const park: RunForm = { open, read };

function open({ handle }: Opened): ModalView {
  return modal(
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
}

function read({ values }: Entered): Submitted<FormAct> {
  const reason = typedIn(values, "reason");
  const seconds = Number(pickedIn(values, "for"));
  if (!Number.isFinite(seconds)) return { kind: "errors", errors: { for: "Please pick one." } };
  if (reason === "") return { kind: "errors", errors: { reason: "Please write a few words." } };
  return { kind: "ok", value: { act: { kind: "park", seconds, reason }, typed: {} } };
}
