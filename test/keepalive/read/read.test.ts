import { describe, expect, it } from "vitest";
import { type Case, shown } from "./cases/case.ts";
import { nginx } from "./cases/nginx.ts";

const groups: Readonly<Record<string, readonly Case[]>> = { nginx };

describe.each(Object.entries(groups))("%s", (_, cases) => {
  it.each(cases)("%s", (_, files, readings) => {
    expect(shown(files)).toEqual(readings);
  });
});
