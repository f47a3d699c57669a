import { z } from "zod";

/** The parts of a comma-separated setting, without spaces around them. */
export const splitList = (text: string) =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");

/** A comma-separated setting whose parts all fit; empty unless told. */
export const listOf = <Part extends z.ZodType<string, string>>(part: Part) =>
  z.string().transform(splitList).pipe(z.array(part)).default([]);
