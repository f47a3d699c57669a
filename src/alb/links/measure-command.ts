/**
 * A line for any shell with bash 5 next to the server: sends one request to the port and prints when the server closes the
 * idle connection. `maxSeconds` is how long it waits, `host` where it connects.
 */
export function measureCommand(port: number, maxSeconds = 150, host = "127.0.0.1"): string {
  const script = [
    `exec 3<>/dev/tcp/${host}/${port}||exit`,
    'printf "HEAD / HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n">&3',
    `s=${clock}`,
    // The status and the Connection header tell a keep-alive timeout from a close after each response.
    `timeout ${maxSeconds} grep -ai -e ^http/ -e ^connection: <&3`,
    '[ $? -lt 2 ]&&w=closed||w="still open"',
    `e=${clock}`,
    'echo "handrail: $w after $(((e-s)/1000)) ms"',
  ];
  return `bash -c '${script.join(";")}'`;
}

/** Microseconds since the epoch; the decimal sign follows the locale. */
const clock = "$" + "{EPOCHREALTIME/[.,]/}";

/** What a pasted measurement says. */
export type Measurement =
  /** The server closes an idle connection after this many seconds. */
  | { readonly kind: "seconds"; readonly seconds: number }
  /** It was still open after this many seconds. */
  | { readonly kind: "at-least"; readonly seconds: number }
  /** It closes after each response; `announced` is whether it sent Connection: close, null when that was not pasted. */
  | { readonly kind: "closes"; readonly announced: boolean | null }
  /** It did not work; `why` says what happened and what to do. */
  | { readonly kind: "problem"; readonly why: string };

/**
 * Reads what {@link measureCommand} printed out of whatever was pasted around it. Of several runs the shortest counts, because
 * the earliest close is the one that hurts.
 */
export function readMeasurement(pasted: string): Measurement {
  if (pasted.length > longestPasted) return problem(tooMuch(pasted));
  const runs = [...pasted.matchAll(result)].map(({ 1: words, 2: ms }) => ({
    open: words?.toLowerCase() !== "closed",
    ms: Number(ms),
  }));
  const lines = pasted.split("\n");
  const failure = failures.find(([signs]) => lines.some((line) => isInOrder(signs, line)));
  const shortest = runs.toSorted((one, other) => one.ms - other.ms)[0];
  if (shortest === undefined || (failure && shortest.ms < 50)) {
    return problem(failure?.[1] ?? nothingFound(pasted));
  }
  return meaningOf(shortest, pasted);
}

/** Characters; the line prints some hundred. */
const longestPasted = 10_000;
const tooMuch = ({ length }: string): string =>
  `What was pasted has ${length} characters, more than the ${longestPasted} that are read. Paste only the lines that the command printed.`;

const result = /handrail:?\s*(closed|still\s+open)\s+after\s+(-?\d+)\s*ms/gi;

function meaningOf({ ms, open }: { ms: number; open: boolean }, text: string): Measurement {
  if (ms < 0) return problem("The clock of that machine jumped. Run the line again.");
  if (open && ms < 1000) return problem(noTool);
  // An early form of the line said "closed" when its 150 s were over.
  if (open || Math.abs(ms - 150_000) < 600) {
    return { kind: "at-least", seconds: Math.floor((ms + 50) / 1000) };
  }
  const announced = /^[ \t]*connection:[ \t]*close/im.test(text);
  if (!announced && ms > 50) return { kind: "seconds", seconds: Number((ms / 1000).toFixed(2)) };
  const status = /^[ \t]*http\/\S+[ \t]+(\d{3})/im.exec(text)?.[1];
  if (status === undefined && ms === 0) return problem(oldBash);
  if (status !== undefined && Number(status) >= 400) return problem(refusedRequest(status));
  return { kind: "closes", announced: announced || (status === undefined ? null : false) };
}

const noBash =
  "There is no bash where you ran it. Use another shell near the server, such as a debug container in the same pod.";

/** Whether a line has these signs, each behind the one before it. */
function isInOrder(signs: readonly RegExp[], line: string): boolean {
  let rest = line;
  return signs.every((sign) => {
    const found = sign.exec(rest);
    rest = rest.slice((found?.index ?? 0) + (found?.[0].length ?? 0));
    return found !== null;
  });
}

const failures: readonly (readonly [readonly RegExp[], string])[] = [
  [
    [/connection refused/i],
    "Connection refused: nothing listens on that port there. Check the port, and run the line on the machine or in the container of the server.",
  ],
  [
    [/(connection|operation) timed out|no route to host|network is unreachable/i],
    "The port could not be reached from there. Run the line on the machine or in the container of the server itself.",
  ],
  [[/bash: (command )?not found|executable file not found/i], noBash],
  [[/no such file or directory/i, /bash/i], noBash],
  [
    [/timeout|grep|cat/i, /not found|no such file/i],
    "The line needs the programs timeout and grep there. Run it on a machine that has them and can reach the port.",
  ],
  [
    [/dev\/tcp/i, /no such file|not supported/i],
    "That bash was built without /dev/tcp. Run the line from another machine that can reach the port, with its address instead of 127.0.0.1.",
  ],
  [
    [/connection reset|broken pipe/i],
    "The server broke the connection off. If the port speaks TLS, measure the port that speaks plain HTTP.",
  ],
];

const noTool =
  "The line stopped at once without measuring: the program timeout or grep is missing there. Run it on a machine that has them.";
const refusedRequest = (status: string) =>
  `The server answered ${status} and closed the connection, which says nothing about its idle timeout. Change “HEAD /” in the line to a path that it answers with 200, and run it again.`;
const oldBash =
  "It printed 0 ms: that bash is older than version 5 and has no clock. Run it where bash --version says 5 or newer.";

function nothingFound(pasted: string): string {
  if (pasted.trim() === "") return "Nothing was pasted. Paste what the line printed.";
  if (/handrail/i.test(pasted)) {
    return "That is the line itself or an unfinished run. Wait until it prints “handrail: closed after … ms” (up to 150 s) and paste that.";
  }
  return "There is no “handrail: closed after … ms” in what was pasted. Run the line again, wait for that sentence, and paste it.";
}

const problem = (why: string): Measurement => ({ kind: "problem", why });
