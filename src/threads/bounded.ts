import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import { raceDeadline } from "../deadline.ts";

/** A function of a module, to be called in a thread of its own; what it takes and gives must be data. */
export interface ModuleFunction {
  readonly module: URL;
  /** Written as one of the names that the module has (`satisfies`), so that the compiler knows that it is there. */
  readonly name: string;
}

/** What came of the work: its value, or what there was too little of when it was ended. */
export type ThreadOutcome<Answer> =
  | { readonly kind: "done"; readonly value: Answer }
  | { readonly kind: "ended"; readonly lacked: "time" | "memory" };

export interface ThreadLimits {
  /** Milliseconds that one call may take; 2,000 unless told. */
  readonly longestMs?: number;
  /** Megabytes that it may use; 512 unless told. */
  readonly megabytes?: number;
}

/**
 * Calls a function in a thread that is ended when it takes too long, one call after another. The thread starts with the first call,
 * sees nothing of the environment and holds up no end of the process. Rejects with what the function threw.
 */
export function runInThread<Ask, Answer>(
  place: ModuleFunction,
  { longestMs = 2_000, megabytes = 512 }: ThreadLimits = {},
): (ask: Ask) => Promise<ThreadOutcome<Answer>> {
  let idle: Worker | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const call = async (ask: Ask): Promise<ThreadOutcome<Answer>> => {
    const thread = idle ?? (await started(place, megabytes));
    idle = undefined;
    thread.ref();
    const said = next(thread, longestMs);
    thread.postMessage(ask);
    const answer = await said;
    if (answer.kind === "done" || answer.kind === "threw") {
      thread.unref();
      idle = thread;
    } else await thread.terminate();
    return outcomeOf<Answer>(answer);
  };
  return (ask) => {
    const answer = last.then(() => call(ask));
    last = answer.catch(() => undefined);
    return answer;
  };
}

/** A module by its name without an extension, which is .ts in a checkout and .js in the package. */
export const moduleUrl = (url: string, name: string): URL => new URL(`${name}${extname(url)}`, url);

/** What a thread says, or what is known of one that says nothing. */
type Said =
  | { readonly kind: "ready" }
  | { readonly kind: "done"; readonly value: unknown }
  | { readonly kind: "threw"; readonly error: unknown }
  | { readonly kind: "late" }
  | { readonly kind: "broken"; readonly error: Error };

/** Loading is our own work and may take its time on a busy machine. */
const longestStartMs = 60_000;

async function started({ module, name }: ModuleFunction, megabytes: number): Promise<Worker> {
  const thread = new Worker(moduleUrl(import.meta.url, "./bounded-thread"), {
    workerData: { module: module.href, name },
    ...{ env: {}, execArgv: [] },
    resourceLimits: { maxOldGenerationSizeMb: megabytes },
  });
  // A thread may break while nobody waits for it.
  thread.on("error", () => undefined);
  const said = await next(thread, longestStartMs);
  if (said.kind === "ready") return thread;
  await thread.terminate();
  throw said.kind === "broken" ? said.error : new Error(`A thread for ${name} did not start.`);
}

async function next(thread: Worker, longestMs: number): Promise<Said> {
  const { promise, resolve } = Promise.withResolvers<Said>();
  const onError = (error: Error) => resolve({ kind: "broken", error });
  const onExit = () => onError(new Error("The thread ended."));
  thread.on("message", resolve).on("error", onError).on("exit", onExit);
  try {
    return await raceDeadline({ ms: longestMs }, promise, () => ({ kind: "late" }));
  } finally {
    thread.off("message", resolve).off("error", onError).off("exit", onExit);
  }
}

function outcomeOf<Answer>(said: Said): ThreadOutcome<Answer> {
  if (said.kind === "done") return { kind: "done", value: said.value as Answer };
  if (said.kind === "late") return { kind: "ended", lacked: "time" };
  const error = said.kind === "ready" ? new Error("The thread started twice.") : said.error;
  if (error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY")
    return { kind: "ended", lacked: "memory" };
  throw error;
}
