import type { Scenario } from "../../wire.ts";

/** The incidents to choose from; nothing where there is only one. */
export function Scenarios({ scenarios }: { readonly scenarios: readonly Scenario[] }) {
  if (scenarios.length < 2) return null;
  return (
    <section aria-label="Scenario">
      <h3>Scenario</h3>
      <ul>
        {scenarios.map(({ id, title }) => (
          <li key={id}>{title}</li>
        ))}
      </ul>
    </section>
  );
}
