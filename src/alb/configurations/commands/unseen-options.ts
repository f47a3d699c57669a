import { isAllOfArray, type ShellWord } from "../formats/shell-words.ts";
import { candidate, type Found, unclear } from "../found-values.ts";
import type { ProgramStart } from "./program-start.ts";

/**
 * Whether options may come from a variable that is not in the text: "$@", $OPTS. The argument of an option before it and the
 * application to serve are none.
 */
export function hasUnseen(options: readonly ShellWord[]): boolean {
  return options.some((word, at) => {
    const { text, quoted } = word;
    if (/^\$(?:[@*]|\{[@*]\})$/.test(text) || isAllOfArray(text)) return true;
    if (/^\$[({]?\w{0,60}(?:OPT|ARG|FLAG|EXTRA|PARAM)\w{0,60}(?:[:)}]|$)/i.test(text)) return true;
    const isVariable = /^(?:\$|`|\{\{|<%)/.test(text);
    const isArgument =
      /^-/.test(options[at - 1]?.text ?? "") && !options[at - 1]?.text.includes("=");
    return (
      isVariable && !quoted && !isArgument && !/APP|MODULE|WSGI|ASGI|TARGET|MAIN|FILE/i.test(text)
    );
  });
}

/** What is only by default is not known where options may come from elsewhere; what is set may be overridden by them. */
export function asUnseen(
  found: readonly Found[],
  { options }: Pick<ProgramStart, "options">,
): readonly Found[] {
  if (!hasUnseen(options)) return found;
  return found.map((one) => {
    if (one.value.kind === "unknown") return one;
    if (!one.weak && one.value.kind !== "default")
      return { ...one, unless: one.unless ?? says.overrides };
    return {
      ...one,
      value: unclear(says.unseen, candidate("Applies if they set nothing else.", one.value)),
    };
  });
}

/** Of a variable that an image or a script only gives where nobody else does. */
export const overridable =
  "It comes from a variable of the image, which may have another value where it runs.";

const says = {
  unseen: "Some of the options come from a variable that is not in the text.",
  overrides: "Options that come from a variable which is not in the text may set another value.",
};
