/**
 * Where a problem may stand in a runbook, the likeliest last: `check` calls steps, their choices and their questions by name
 * alone ("look.probe.over", "look.fine"), the schema by their whole path ("steps.look.say").
 */
export function placesOf(where: string): readonly (readonly string[])[] {
  const [first = "", ...rest] = where.split(".");
  return [
    [first, ...rest],
    ["ends", first, ...rest],
    ["steps", first, ...rest],
    ...(rest.length === 0
      ? []
      : [
          ["steps", first, "ask", ...rest],
          ["steps", first, "choices", ...rest],
          ["steps", first, "choices", ...rest.slice(0, 1), "ask", ...rest.slice(1)],
        ]),
  ];
}
