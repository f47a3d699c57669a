/** Words of an alert by their names. */
export type AlertWords = { readonly [name: string]: string };

/** What a message or a request says of an alert; every text is foreign, cut to a bearable length, and none is to be trusted. */
export interface Alert {
  /** Who sent it, for people: "Grafana". Absent where a message is of nobody that is known. */
  readonly source?: string;
  readonly title: string;
  readonly state: "firing" | "resolved" | "unknown";
  /** What it is about, as the sender calls it. */
  readonly service?: string;
  readonly namespace?: string;
  readonly metric?: string;
  /** All of its metrics, where it is calculated from several. */
  readonly metrics?: readonly string[];
  /** What of the metric is meant. */
  readonly dimensions: AlertWords;
  readonly region?: string;
  readonly account?: string;
  /** Everything else that has a name. */
  readonly labels: AlertWords;
  /** All that it says, line by line. */
  readonly text: string;
  /** Where the alert is to be seen. */
  readonly link?: string;
  /** Milliseconds since the epoch. */
  readonly at?: number;
  /** The same for every message about the same alert. */
  readonly key?: string;
  /** How many others came in the same request and are not read, for they are too many. */
  readonly beyond?: number;
}

/** By what a flow knows its alerts: all that is stated here holds. */
export interface AlertSign {
  /** The namespace of the metric, in any case. */
  readonly namespace?: string;
  /** One of these metrics, in any case. */
  readonly metrics?: readonly string[];
  /** All of these, in any case, somewhere in what the alert says. */
  readonly words?: readonly string[];
}
