import { z } from "zod";

/** The parts of a comma-separated setting, without spaces around them. */
export const splitList = (text: string) =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");

/** A comma-separated setting whose parts all fit; empty unless told. */
export const commaList = <Part extends z.ZodType<string, string>>(part: Part) =>
  z.string().transform(splitList).pipe(z.array(part)).default([]);

/** Where something is asked for: a name and a password in it would stand wherever the address is named. */
export const webAddress = z
  .url({ protocol: /^https?$/, error: "an http(s) address, without a name and password in it" })
  .refine((text) => {
    const { username, password, search } = new URL(text);
    return username === "" && password === "" && search === "";
  }, "an http(s) address, without a name, a password or a query in it");
