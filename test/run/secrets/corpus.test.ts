import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { withoutSecrets } from "../../../src/run/secrets.ts";

/** Lines of a file beside this one; {hex 32} stands for what is made up, so that no scanner takes it for a leak. */
const linesOf = (file: string) =>
  readFileSync(new URL(file, import.meta.url), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => line.replaceAll("\\n", "\n"));

const small = "abcdefghijklmnopqrstuvwxyz";
const digits = "0123456789";
const alphabets: { readonly [name: string]: string } = {
  hex: `${digits}abcdef`,
  small: small + digits,
  big: small.toUpperCase() + digits,
  mixed: small + small.toUpperCase() + digits,
  base64: `${small}${small.toUpperCase()}${digits}+/`,
  url: `${small}${small.toUpperCase()}${digits}-_`,
  digits,
};

/** The same at each run: a plain generator, whose upper bits are random enough. */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const random = chance(4_711);
const madeUp = (line: string) =>
  line.replaceAll(/\{(\w+) (\d+)\}/g, (_, name: string, length: string) => {
    const letters = alphabets[name] ?? "";
    // By chance one of a thousand has no digit, and is a word to whoever reads it.
    for (;;) {
      const made = Array.from({ length: Number(length) }, () => letters[random(letters.length)]);
      if (made.length < 10 || made.some((letter) => digits.includes(letter ?? "")))
        return made.join("");
    }
  });

const rounds = Array.from({ length: 20 });

it("takes nothing out of 300 lines as people paste them into incidents, whatever their ids are", () => {
  const lines = linesOf("harmless.txt");
  expect(lines.length).toBeGreaterThan(300);
  const struck = rounds.flatMap(() =>
    lines.map(madeUp).filter((line) => withoutSecrets(line) !== line),
  );
  expect(struck).toEqual([]);
});

it("strikes what is between « and » of 300 lines, whatever was made up for it", () => {
  const lines = linesOf("made-up.txt");
  expect(lines.length).toBeGreaterThan(250);
  const left = rounds.flatMap(() =>
    lines.map(madeUp).filter((line) => {
      const [, secret = ""] = /«([\s\S]*)»/.exec(line) ?? [];
      return withoutSecrets(line.replaceAll(/[«»]/g, "")).includes(secret);
    }),
  );
  expect(left).toEqual([]);
});
