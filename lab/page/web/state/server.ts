import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Doing } from "../../acts.ts";
import type { Brief, PageAnswer } from "../../wire.ts";

/** What elements anywhere on the page can ask of the server; the answer's warning is shown. */
export interface Actions {
  /** Does something as the person of this page. */
  readonly perform: (doing: Doing) => Promise<PageAnswer>;
  /** Changes the request path; the keys are those of the server's `changeShape`. */
  readonly change: (change: Readonly<Record<string, number | string>>) => Promise<PageAnswer>;
  /** Another incident, by name or, without one, by chance and with a hidden cause. */
  readonly choose: (name: string | null) => Promise<PageAnswer>;
  /** What it was, and how the walk came to it: the debrief comes with the feed. */
  readonly tell: () => Promise<PageAnswer>;
}

/** What a person can do; `told` is given each answer. A page that is gone answers with a warning. */
export function actionsOf(as: string, told: (answer: PageAnswer) => void): Actions {
  const ask = async (path: string, body: object) => {
    const answer = await post(path, body);
    told(answer);
    return answer;
  };
  return {
    perform: (doing) => ask("act", { as, ...doing }),
    change: (change) => ask("operations", change),
    choose: (name) => ask("scenario", { name }),
    tell: () => ask("debrief", {}),
  };
}

export const ActionsContext = createContext<Actions>(actionsOf("", () => {}));

export const useActions = (): Actions => useContext(ActionsContext);

/** How to do something as the person of this page. */
export const useDo = (): Actions["perform"] => useActions().perform;

/** What is to be known before one starts. */
export async function readBrief(): Promise<Brief> {
  const response = await fetch("brief");
  return response.json();
}

async function post(path: string, body: object): Promise<PageAnswer> {
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
