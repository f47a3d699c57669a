import { z } from "zod";
import type { Answers, Fields, Problem } from "#language";
import { fillCommand, isSafelyFilled, quotingAdvice, Unfilled } from "../../language/texts/fill.ts";
import { genericSignature, readProblems, readValueTypes } from "../generic-signature.ts";
import { findingsShape, readShape } from "../shape-parts.ts";

/** What a person runs by hand, and how what they paste is read. */
export const paste = z
  .strictObject({
    kind: z.literal("paste"),
    command: z
      .string()
      .min(1)
      .max(1_000)
      .optional()
      .describe("The command to run by hand, with {facts}; each is quoted for the shell."),
    from: z
      .string()
      .regex(/^[a-zA-Z]\w*$/)
      .default("output")
      .describe("The question of this step whose answer is what was pasted; output when absent."),
    as: z
      .enum(["json", "table", "pairs", "number"])
      .describe(
        "json; table: a line of headings and a row a line; pairs: a name and its value a line; number: one number.",
      ),
    read: readShape.optional(),
    findings: findingsShape,
  })
  .describe("Reads what a person pasted, such as the output of a command.");

export const pasteSignature = genericSignature({
  id: "paste",
  doing: "Reading what was pasted",
  isStill: true,
  command: ({ command }, facts) =>
    typeof command === "string" ? shownCommand(command, facts) : undefined,
  shape: paste,
  values: (probe) => (probe.as === "number" ? { value: "number" } : readValueTypes(probe)),
  needs: ({ from }) => [typeof from === "string" ? from : "output"],
  problems: pasteProblems,
});

function pasteProblems(
  { as, read, command, from }: z.output<typeof paste>,
  asked: Fields,
): readonly Problem[] {
  return [
    ...(as === "number" && read !== undefined
      ? [{ where: "read", says: "A number is decided on by the name value: leave read out." }]
      : []),
    ...(as !== "number" && read === undefined
      ? [
          {
            where: "read",
            says: "It is missing. Name each value to decide with: read: { waiting: length(@) }.",
          },
        ]
      : []),
    ...readProblems(read),
    ...notAsked(from, asked),
    ...(command === undefined || isSafelyFilled(command, asked)
      ? []
      : [{ where: "command", says: quotingAdvice }]),
  ];
}

function notAsked(from: string, asked: Fields): readonly Problem[] {
  const field = asked[from];
  if (field?.kind === "text") return [];
  const says =
    field === undefined
      ? `Nothing asks for what was pasted: ask for it in this step, ask: { ${from}: { kind: text, label: "What does it print?", long: true } }.`
      : `"${from}" is a ${field.kind}: what was pasted is a text, asked with long: true.`;
  return [{ where: "from", says }];
}

/** The command as it is to be run; undefined where it cannot be shown with these facts. */
export function shownCommand(command: string, facts: Answers): string | undefined {
  try {
    return fillCommand(command, facts);
  } catch (error) {
    if (error instanceof Unfilled) return undefined;
    throw error;
  }
}
