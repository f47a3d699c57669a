import { check, type Flow } from "#flow";
import { BadConfig, NotFound } from "./errors.ts";

/** Every flow that can be started, and every version that an open run may still walk. */
export interface Catalogue {
  /** Newest version of each, in the order given. */
  readonly flows: readonly Flow[];
  /** By exact id, or by a beginning that only one flow has. Throws NotFound with the nearest names. */
  find(typed: string): Flow;
  /** The version that a run was started with. Throws NotFound when it is gone. */
  version(id: string, version: number): Flow;
}

/** Throws BadConfig with every problem of every flow. */
export function createCatalogue(flows: readonly Flow[], retired: readonly Flow[] = []): Catalogue {
  const all = [...flows, ...retired];
  refuseProblems(all);
  return {
    flows,
    find: (typed) => find(flows, typed),
    version: (id, version) => {
      const flow = all.find((one) => one.id === id && one.version === version);
      if (flow) return flow;
      throw new NotFound(
        `This run walks ${id} version ${version}, which is not installed any more. Put it back under flows/retired, or start anew.`,
      );
    },
  };
}

function refuseProblems(all: readonly Flow[]): void {
  const problems = all.flatMap((flow) =>
    check(flow).map(({ where, says }) => `${flow.id}@${flow.version}, ${where}: ${says}`),
  );
  const names = all.map((flow) => `${flow.id}@${flow.version}`);
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  const repeated = twice.map((name) => `${name} is there twice.`);
  const found = [...problems, ...repeated];
  if (found.length > 0) throw new BadConfig(`These flows cannot be used:\n${found.join("\n")}`);
}

function find(flows: readonly Flow[], typed: string): Flow {
  const wanted = typed.trim().toLowerCase();
  const exact = flows.find((flow) => flow.id.toLowerCase() === wanted);
  if (exact) return exact;
  const begun = flows.filter((flow) => wanted !== "" && flow.id.toLowerCase().startsWith(wanted));
  const [only] = begun;
  if (only && begun.length === 1) return only;
  const offered = (begun.length > 0 ? begun : flows).map((flow) => flow.id).join(", ");
  throw new NotFound(`There is no runbook "${typed}". There is: ${offered}.`);
}
