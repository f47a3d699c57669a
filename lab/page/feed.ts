import type { ServerResponse } from "node:http";

/** Something whose newest state is told to a browser. */
export interface FeedState {
  readonly event: string;
  readonly now: () => unknown;
  readonly onChange: (listener: () => void) => () => void;
}

/** Streams of server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html */
export interface Feed {
  /** Sends the state of each at once and after its changes, until the browser goes. */
  readonly open: (response: ServerResponse, told: readonly FeedState[]) => void;
  readonly close: () => void;
}

// A burst of changes is told once.
const quietMs = 40;

/** Makes a feed without readers. */
export function createFeed(): Feed {
  const open = new Set<ServerResponse>();
  return {
    open: (response, told) => {
      response.writeHead(200, { "Content-Type": "text/event-stream" });
      open.add(response);
      const stops = told.map((one) => follow(response, one));
      response.once("close", () => {
        open.delete(response);
        for (const stop of stops) stop();
      });
    },
    close: () => {
      for (const response of open) response.end();
    },
  };
}

function follow(response: ServerResponse, { event, now, onChange }: FeedState): () => void {
  let timer: NodeJS.Timeout | undefined;
  const send = () => {
    timer = undefined;
    response.write(`event: ${event}\ndata: ${JSON.stringify(now())}\n\n`);
  };
  const stop = onChange(() => {
    timer ??= setTimeout(send, quietMs);
  });
  send();
  return () => {
    clearTimeout(timer);
    stop();
  };
}
