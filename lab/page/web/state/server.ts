import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Doing } from "../../acts.ts";
import type { Answer, Brief } from "../../wire.ts";

/** Does something as a person; a page that is gone answers with a warning. */
export const act = (as: string, doing: Doing): Promise<Answer> => post("act", { as, ...doing });

/** Changes the request path; the keys are those of the server's `changeShape`. */
export const changeOperations = (
  change: Readonly<Record<string, number | string>>,
): Promise<Answer> => post("operations", change);

/** Another incident, by name or by chance. */
export const chooseScenario = (name: string | null): Promise<Answer> => post("scenario", { name });

/** Asks for the debrief, which comes with the feed. */
export const tellDebrief = (): Promise<Answer> => post("debrief", {});

/** What is to be known before one starts. */
export async function readBrief(): Promise<Brief> {
  const response = await fetch("brief");
  return response.json();
}

async function post(path: string, body: object): Promise<Answer> {
  try {
    const response = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    if (response.ok) return await response.json();
    const { error } = await response.json();
    return { acked: false, warning: String(error) };
  } catch {
    return { acked: false, warning: "The practice incident does not answer any more." };
  }
}

/** Does something as the person of this page; the answer's warning is shown. */
export type Do = (doing: Doing) => Promise<Answer>;

/** How elements do something. */
export const DoContext = createContext<Do>(async () => ({ acked: false, warning: null }));

/** How to do something as the person of this page. */
export const useDo = (): Do => useContext(DoContext);
