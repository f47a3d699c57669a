import type { Answers, Field, Fields, Json } from "#language";
import { BadInput } from "./errors.ts";

/** The answers to these fields and no others. Throws BadInput for the first that is missing or not of its kind. */
export function readAnswers(fields: Fields, given: Answers): Answers {
  const entries = Object.entries(fields).flatMap(([name, field]) => {
    const answer = given[name];
    if (answer === undefined || answer === null || answer === "") {
      if (field.optional) return [];
      throw new BadInput(`An answer is missing: ${field.label}`, name);
    }
    if (field.kind === "url" && hasCredentials(answer)) throw new BadInput(noCredentials, name);
    if (!fits(field, answer)) throw new BadInput(`${field.label} ${expected(field)}`, name);
    return [[name, answer] as const];
  });
  return Object.fromEntries(entries);
}

/** Whether an answer has the shape of its field. */
export function fits(field: Field, answer: Json): boolean {
  switch (field.kind) {
    case "text":
      return typeof answer === "string";
    case "url":
      return typeof answer === "string" && isHttpUrl(answer) && !hasCredentials(answer);
    case "seconds":
      return typeof answer === "number" && Number.isFinite(answer) && answer >= 0;
    case "number":
      return Number.isInteger(answer) && Number(answer) >= field.min && Number(answer) <= field.max;
    case "choice":
      return typeof answer === "string" && field.options.includes(answer);
    case "config":
      return (
        Array.isArray(answer) && answer.length > 0 && answer.every((server) => "kind" in server)
      );
    case "loadBalancer":
    case "targetGroup":
      return typeof answer === "object" && answer !== null && "name" in answer;
    default:
      throw new Error(`Unknown field: ${JSON.stringify(field satisfies never)}`);
  }
}

function expected(field: Field): string {
  switch (field.kind) {
    case "url":
      return "Write a whole address, such as https://shop.example.com/health.";
    case "seconds":
      return "Write seconds as a number, such as 0.5.";
    case "number":
      return `Write a whole number from ${field.min} to ${field.max}.`;
    case "choice":
      return `Pick one of: ${field.options.join(", ")}.`;
    case "config":
      return "Describe at least one server.";
    default:
      return "Write an answer.";
  }
}

function isHttpUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url?.protocol === "http:" || url?.protocol === "https:";
}

function hasCredentials(answer: Json): boolean {
  const url = typeof answer === "string" ? URL.parse(answer) : null;
  return url !== null && (url.username !== "" || url.password !== "");
}

const noCredentials =
  "This address holds a name or password (before the @), and everyone in the channel could read it. Write it without them.";
