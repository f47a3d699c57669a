import type { Flow } from "./flow.ts";

/**
 * What stands in for a version that is gone, so that a run of it can still be read: its own name and version with the words
 * of the newest one, if there is one. Names that those words do not know are shown as they are.
 */
export function standInFlow(id: string, version: number, newest: Flow | undefined): Flow {
  const bare: Flow = {
    id,
    version,
    title: id,
    about: { introduction: "", symptoms: [], causes: [], prevention: [] },
    inputs: {},
    start: "",
    steps: {},
    ends: {},
  };
  return { ...bare, ...newest, id, version };
}
