import { z } from "zod";

/** Where something is asked for: a name and a password in it would stand wherever the address is named. */
export const webAddress = z
  .url({ protocol: /^https?$/, error: "an http(s) address, without a name and password in it" })
  .refine((text) => {
    const { username, password, search } = new URL(text);
    return username === "" && password === "" && search === "";
  }, "an http(s) address, without a name, a password or a query in it");
