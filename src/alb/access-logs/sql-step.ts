/**
 * A named select that later ones build upon: a common table expression for Athena, and for DuckDB a temporary table, because
 * its planner takes minutes for a statement with so many of them.
 */
export type Step = readonly [name: string, select: string];

/** The steps as the WITH clause of one statement. */
export const withSteps = (steps: readonly Step[]): string =>
  `with ${steps.map(([name, select]) => `${name} as (\n  ${select}\n)`).join(",\n")}`;
