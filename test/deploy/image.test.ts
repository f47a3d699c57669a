import { readFileSync } from "node:fs";
import { join } from "node:path";
import { validate } from "dockerfile-utils";
import { describe, expect, it } from "vitest";
import { checkout } from "../package/archive.ts";
import { copied, dockerfile, uses } from "./dockerfile.ts";

// That the image's files run is tested with the package that they are made of.
describe("the Dockerfile", () => {
  it("has no fault that a linter finds", () => {
    expect(validate(dockerfile).map(({ message }) => message)).toEqual([]);
    const faulty = validate(dockerfile.replace("USER 1000", "USR 1000"));
    expect(faulty.length).toBeGreaterThan(0);
  });

  it("installs what the lock says, keeps what is needed at run time alone, and lets no package run a script", () => {
    expect(dockerfile).toMatch(/^RUN npm ci --ignore-scripts /m);
    expect(dockerfile).toMatch(/ npm prune --omit=dev --ignore-scripts /);
    expect(uses("COPY")).toEqual(["--from=package /app ./"]);
  });

  it("runs as nobody special, by number", () => {
    expect(uses("USER")).toEqual(["1000:1000"]);
  });

  it("sends the build no file that may hold a secret, and every one that is copied", () => {
    const lines = readFileSync(join(checkout, ".dockerignore"), "utf8").split("\n");
    const [everything, ...kept] = lines.filter((line) => line !== "" && !line.startsWith("#"));
    expect(everything).toBe("*");
    const sent = kept.map((line) => line.replace(/^!/, ""));
    expect(sent).not.toContain(".env");
    expect(sent).toEqual(expect.arrayContaining(copied()));
  });
});
