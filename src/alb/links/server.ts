/** How a bare number is read in the server's own configuration; "duration" needs a unit, "none" has no setting. */
export type Unit = "s" | "ms" | "duration" | "none";

/**
 * What a server does with an idle keep-alive connection when nobody configured it: seconds until it closes, "none" for
 * never, "closes" for a close after each response, null where it is not known or not a question.
 */
export type IdleDefault = number | "none" | "closes" | null;

/** One kind of HTTP server and what is known of its idle timeout towards its clients. */
export interface Server {
  /** Short and stable, for buttons and files: "node-20". */
  readonly id: string;
  /** Unique and full, what a responder picks and what is stored: "Node.js http (v20 late, v22 - v26)". */
  readonly name: string;
  /** In a sentence: "Node.js". */
  readonly called: string;
  /** The heading that it stands under in a list: "Ruby". */
  readonly group: string;
  /** The setting that decides, as its documentation names it; null where there is none. */
  readonly directive: string | null;
  readonly unit: Unit;
  /** Effective, the server's hidden extra included: Node.js 20 and later close after 6, not 5. */
  readonly defaultSeconds: IdleDefault;
  /** For "closes": without a Connection: close header, so a client may still reuse the connection. */
  readonly unannounced?: true;
  /** Seconds that the server adds to a configured value by itself. */
  readonly addsSeconds?: number;
  /** No configured value can exceed this many seconds. */
  readonly capSeconds?: number;
  /** What a configured 0 means, where it is known. */
  readonly zero?: "never" | "closes";
  /** The line to write, with {s}, {ms} or {hms} for the value; absent where there is nothing to set. */
  readonly set?: string;
  /** The line where the value stands in a file whose name ends so, for files that want another one than `set`; .yml stands for .yaml too. */
  readonly setIn?: readonly { readonly ending: string; readonly set: string }[];
  /** What a longer timeout brings with it on this server; one sentence. */
  readonly sideEffect?: string;
  /** The line that lets it close each connection after its response and say so; absent where none is known. */
  readonly stopReuse?: string;
  /** An idle connection takes something that there is little of here: a worker, or one of few places. */
  readonly isScarce?: true;
  /** How a new value takes effect, with the command; a sentence or two. Absent: the program is started anew. */
  readonly rollOut?: string;
  readonly source: string;
  /** The default comes from one weak source: say so wherever it is shown. */
  readonly unverified?: true;
  /** Does not take HTTP connections from a proxy; why, in one sentence. */
  readonly notHttp?: string;
  /** Present for a proxy: what it does with idle connections to the servers behind it. */
  readonly upstream?: Upstream;
}

/** A proxy's client side: how long it keeps an idle connection to a server behind it. */
export interface Upstream {
  readonly directive: string;
  readonly unit: Unit;
  /** Like {@link IdleDefault}: "none" keeps it until the server closes, null is not known. */
  readonly defaultSeconds: number | "none" | null;
  readonly set?: string;
  /** What lets it send a request again that failed on a reused connection, whatever its method, and what can come of that. */
  readonly retry?: { readonly set: string; readonly danger: string; readonly source: string };
  readonly note?: string;
  readonly source: string;
}
