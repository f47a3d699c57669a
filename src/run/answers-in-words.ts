import {
  type Answers,
  type Field,
  type Fields,
  type IdleAnswer,
  type Json,
  type ServerAnswer,
  shownUrl,
} from "#language";

/** Answers as text, each with its question: "Which method? HEAD". Unknown names are left out. */
export const answersInWords = (fields: Fields, answers: Answers): readonly string[] =>
  Object.entries(fields).flatMap(([name, field]) => {
    const answer = answers[name];
    if (answer === undefined || answer === null || answer === "") return [];
    return [`${field.label.replace(/[?:]?$/, "")}: ${answerInWords(field, answer)}`];
  });

/** One answer as text, by the kind of its field; of an address only what is no secret. */
export function answerInWords(field: Field, answer: Json): string {
  if (field.kind === "config") return pathInWords(answer);
  if (field.kind === "url") return shownUrl(String(answer));
  if (field.kind === "seconds") return `${String(answer)} s`;
  if (typeof answer === "object" && answer !== null && "name" in answer) return String(answer.name);
  return typeof answer === "string" ? answer : JSON.stringify(answer);
}

/** "nginx on port 80 closes after 75 s (read in nginx.conf), keeps 60 s to the server behind it" */
export function serverInWords({ kind, closes, keeps, port }: ServerAnswer): string {
  const name = kind === "unknown" ? "a server that nobody knows" : kind;
  const where = port === undefined ? "" : ` on port ${port}`;
  const behind = keeps ? `, keeps connections to the server behind it: ${idleInWords(keeps)}` : "";
  return `${name}${where} closes idle connections: ${idleInWords(closes)}${behind}`;
}

/** "after 75 s (read, nginx.conf:12)", "not known", "by its default" */
export function idleInWords({ how, seconds, state, where }: IdleAnswer): string {
  if (how === "unknown") return "not known";
  const place = where === undefined ? "" : `, ${where}`;
  if (how === "default") return `by its default${place}`;
  return `${valueInWords(seconds, state)} (${how}${place})`;
}

function valueInWords(seconds: number | undefined, state: IdleAnswer["state"]): string {
  if (state === "never") return "never";
  if (state === "closes" || state === "closes-silently") return "after each response";
  const value = `${seconds ?? "an unknown number of"} s`;
  return state === "at-least" ? `not before ${value}` : `after ${value}`;
}

function pathInWords(answer: Json): string {
  const servers = serversIn(answer);
  return servers.length === 0 ? "no server" : servers.map(serverInWords).join("; then ");
}

/** The servers of a config answer; none when it is not one. */
export const serversIn = (answer: Json | undefined): readonly ServerAnswer[] =>
  Array.isArray(answer)
    ? (answer as readonly Json[])
        .filter(isServer)
        .map((server) => server as unknown as ServerAnswer)
    : [];

const isServer = (value: Json): boolean =>
  typeof value === "object" && value !== null && "kind" in value && "closes" in value;
