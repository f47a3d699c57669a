import { checkFlow, checkRetired, type Flow, type Packs, type Problem } from "#language";
import { ownValue } from "../language/own-value.ts";
import { NotFound } from "../run/errors.ts";
import { stepStillFits } from "../run/transitions.ts";
import type { Visit } from "../run/visits.ts";

/** Every flow that can be started, and every version that an open run may still walk. */
export interface Catalogue {
  /** What is known of the probes and the kinds of fields that the flows name. */
  readonly packs: Packs;
  /** Newest version of each, in the order given. */
  readonly flows: readonly Flow[];
  /** What was left out because it cannot be walked: an incident must not find the bot down for a mistake in a flow. */
  readonly broken: readonly Broken[];
  /** By exact id, or by a beginning that only one flow has. Throws NotFound with the nearest names. */
  find(typed: string): Flow;
  /**
   * The version that a run walks. Where it is gone, a stand-in under its name that says what the newest version says, good
   * for reading and for nothing else.
   */
  version(id: string, version: number): Flow;
  /** What can be done about a version that is not installed, or cannot be gone on with from this visit; undefined for any other. */
  gone(id: string, version: number, at?: Pick<Visit, "step" | "state">): Gone | undefined;
}

export interface Broken {
  /** "hello@1", or the file it should have come from. */
  readonly name: string;
  /** Whole sentences. */
  readonly problems: readonly string[];
}

/** The file that a flow was read from. */
export interface FlowOrigin {
  readonly file: string;
  /** The line of where a problem is, in a notation that has lines. */
  readonly lineOf?: (where: string) => number;
}

export interface Gone {
  /** What happened and what to do, for whoever wants to go on. */
  readonly says: string;
  /** The version that the run can go on with. */
  readonly newest?: number;
}

/** Every flow over what these packs teach. Leaves out what has problems and what is there twice; `unread` are the files that hold no flow. */
export function createCatalogue(
  packs: Packs,
  newest: readonly Flow[],
  retired: readonly Flow[] = [],
  unread: readonly Broken[] = [],
  origins: ReadonlyMap<Flow, FlowOrigin> = new Map(),
): Catalogue {
  const checked = [
    ...newest.map((flow) => ({ flow, problems: problemsOf(flow, packs, checkFlow) })),
    ...retired.map((flow) => ({ flow, problems: problemsOf(flow, packs, checkRetired) })),
  ];
  const all = onlyFirst(checked.filter(({ problems }) => problems.length === 0)).map(flowIn);
  const startable = all.filter((flow) => newest.includes(flow));
  const flows = startable.filter((flow) => newestOf(startable, flow) === flow);
  const older = startable.filter((flow) => !flows.includes(flow));
  const broken = [...unread, ...brokenOf(checked, all, origins), ...olderOf(older, flows, origins)];
  const walked = (id: string, version: number) =>
    all.find((flow) => flow.id === id && flow.version === version);
  const latest = (id: string) => flows.find((flow) => flow.id === id);
  return {
    packs,
    flows,
    broken,
    find: (typed) => find(flows, broken, typed),
    version: (id, version) => walked(id, version) ?? standInFlow(id, version, latest(id)),
    gone: (id, version, at) => goneAt(walked(id, version), { id, version, at }, latest(id)),
  };
}

interface Checked {
  readonly flow: Flow;
  readonly problems: readonly Problem[];
}

const flowIn = ({ flow }: Checked): Flow => flow;
const nameOf = ({ id, version }: Flow): string => `${id}@${version}`;

function onlyFirst(checked: readonly Checked[]): readonly Checked[] {
  const names = checked.map(({ flow }) => nameOf(flow));
  return checked.filter(({ flow }, index) => names.indexOf(nameOf(flow)) === index);
}

/** A flow from a file is data that no compiler may have seen: even checking it can fail. */
export function problemsOf(
  flow: Flow,
  packs: Packs,
  checking: typeof checkFlow,
): readonly Problem[] {
  try {
    return checking(flow, packs);
  } catch (error) {
    return [{ where: "the flow", says: `It cannot be read: ${String(error)}.` }];
  }
}

const brokenOf = (
  checked: readonly Checked[],
  all: readonly Flow[],
  origins: ReadonlyMap<Flow, FlowOrigin>,
): readonly Broken[] =>
  checked
    .filter(({ flow }) => !all.includes(flow))
    .map(({ flow, problems }) => {
      const said = problems.length > 0 ? problems : [twice(flow, all, origins)];
      return saidOf(flow, said, origins.get(flow));
    });

function twice(
  { id, version }: Flow,
  all: readonly Flow[],
  origins: ReadonlyMap<Flow, FlowOrigin>,
) {
  const first = all.find((flow) => flow.id === id && flow.version === version);
  const file = first === undefined ? undefined : origins.get(first)?.file;
  const used = file ?? "the one that ships with Handrail";
  const says = `This version is there twice, and ${used} is used: give one of them another id or version, or remove it.`;
  return { where: "id", says };
}

/** The highest version of the same runbook. */
const newestOf = (flows: readonly Flow[], { id }: Flow): Flow | undefined =>
  flows.filter((one) => one.id === id).toSorted((one, other) => other.version - one.version)[0];

function olderOf(older: readonly Flow[], flows: readonly Flow[], origins: Origins): Broken[] {
  return older.map((flow) => {
    const says = `Version ${newestOf(flows, flow)?.version} is here too, and is the one that is started; this one is walked by open runs alone. Move its file into a folder named retired, or remove it once no run walks it.`;
    return saidOf(flow, [{ where: "version", says }], origins.get(flow));
  });
}

type Origins = ReadonlyMap<Flow, FlowOrigin>;

const saidOf = (flow: Flow, problems: readonly Problem[], origin?: FlowOrigin): Broken => ({
  name: nameOf(flow),
  problems: problems.map((problem) => problemAt(problem, origin)),
});

/** "flows/backlog.yaml:32: look.probe.over: Write …"; without the file where none is known. */
export function problemAt({ where, says }: Problem, origin?: FlowOrigin): string {
  if (origin === undefined) return `${where}: ${says}`;
  const line = origin.lineOf === undefined ? "" : `:${origin.lineOf(where)}`;
  return `${origin.file}${line}: ${where}: ${says}`;
}

function goneOf(id: string, version: number, latest: Flow | undefined): Gone {
  const gone = `This runbook began as version ${version} of ${id}, which is not installed any more.`;
  if (latest === undefined)
    return { says: `${gone} There is no other version: put its file back, or stop the run.` };
  return {
    says: `${gone} Go on with version ${latest.version}, which keeps all facts and answers, or stop the run.`,
    newest: latest.version,
  };
}

function goneAt(flow: Flow | undefined, { id, version, at }: Asked, latest: Flow | undefined) {
  if (flow === undefined) return goneOf(id, version, latest);
  return at === undefined || stepStillFits(flow, at) ? undefined : editedOf(flow, at.step, latest);
}

interface Asked extends Pick<Flow, "id" | "version"> {
  readonly at: Pick<Visit, "step" | "state"> | undefined;
}

/** Its file was edited under the same version, while the run was open. */
function editedOf({ id, version, steps }: Flow, step: string, latest: Flow | undefined): Gone {
  const newest = latest?.version ?? version;
  const lacks = ownValue(steps, step) ? "asks and looks for something else at" : "has no longer";
  return {
    says: `The file of version ${version} of ${id} was changed while this run was open: it ${lacks} the step “${step}”. Go on with version ${newest}, which keeps all facts and answers, or stop the run. To change the steps of a runbook, give it a new version and move the old file into a folder named retired.`,
    newest,
  };
}

function find(flows: readonly Flow[], broken: readonly Broken[], typed: string): Flow {
  const wanted = typed.trim().toLowerCase();
  const exact = flows.find((flow) => flow.id.toLowerCase() === wanted);
  if (exact) return exact;
  const begun = flows.filter((flow) => wanted !== "" && flow.id.toLowerCase().startsWith(wanted));
  const [only] = begun;
  if (only && begun.length === 1) return only;
  const left = broken.find(({ name }) => name.toLowerCase().split("@")[0] === wanted);
  if (left)
    throw new NotFound(`The runbook "${left.name}" has a mistake: ${left.problems.join(" ")}`);
  const offered = (begun.length > 0 ? begun : flows).map((flow) => flow.id).join(", ");
  throw new NotFound(`There is no runbook "${clip(typed)}". There is: ${offered}.`);
}

/** As much of a name as says which one is meant. */
const clip = (typed: string): string => (typed.length > 60 ? `${typed.slice(0, 60)}…` : typed);

/**
 * What stands in for a version that is gone, so that a run of it can still be read: its own name and version with the words
 * of the newest one, if there is one. Names that those words do not know are shown as they are.
 */
function standInFlow(id: string, version: number, newest: Flow | undefined): Flow {
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
