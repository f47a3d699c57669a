import { defineField, type FieldKind, type Resolved } from "#language";

/** A coffee machine by its name, and where it stands. */
export type Machine = { readonly name: string; readonly room: string };

const machines: readonly Machine[] = [
  { name: "Bella", room: "kitchen" },
  { name: "Rosa", room: "lobby" },
  { name: "Rosa", room: "roof" },
];

/** A kind of field that no part of Handrail knows. */
export const machineField: FieldKind = defineField<Machine>({
  kind: "coffeeMachine",
  called: { one: "coffee machine", many: "coffee machines" },
  fits: (answer) => typeof answer === "object" && answer !== null && "room" in answer,
  expected: () => "Write its name.",
  words: ({ name, room }) => [`${name} in the ${room}`],
  form: {
    kind: "input",
    input: () => ({ kind: "text", most: 50, hint: "The name on its front." }),
    initial: ({ name }) => name,
    read: (typed) => ({ kind: "typed", typed }),
  },
  resolve: async (typed): Promise<Resolved<Machine>> => {
    const [found, ...more] = machines.filter(
      ({ name }) => name.toLowerCase() === typed.trim().toLowerCase(),
    );
    if (found === undefined)
      return { kind: "unknown", similar: [], looked: "three rooms", next: "Ask the kitchen." };
    return more.length === 0
      ? { kind: "found", answer: found }
      : { kind: "ambiguous", candidates: [found, ...more], next: "Name its room." };
  },
  subject: ({ name, room }) => ({
    key: `${name} (${room})`.toLowerCase(),
    name,
    where: room,
  }),
});
