import { describe, expect, it } from "vitest";
import { groups } from "./cases/all.ts";
import { readingsIn } from "./cases/case.ts";

/** Put together here, so that nothing that looks like a secret stands in a file. */
const secret = ["hunter", "2", "-", "not", "-a-", "real", "-one"].join("");

/** Where each kind of file would hold a secret: in a comment, in a line of its own, and in place of the value. */
const planted: Readonly<Record<string, (text: string) => string>> = {
  "before the text": (text) => `# ${secret}\n// ${secret}\n${text}`,
  "after the text": (text) => `${text}\npassword = "${secret}"\nPASSWORD: ${secret}\n`,
  "in place of each number": (text) =>
    text.replaceAll(/(?<![\w."'])\d+(?:ms|s|m)?(?![\w."'])/g, secret),
  "in place of each text": (text) => text.replaceAll(/"[^"\n]*"/g, `"${secret}"`),
  "within each text": (text) => text.replaceAll(/"([^"\n]*)"/g, `"${secret}$1${secret}"`),
  "as the fallback of each variable": (text) =>
    text.replaceAll(/\$\{?(\w+)[^}\s;]*\}?/g, `\${$1:-${secret}}`),
  "as each name": (text) => text.replaceAll(/\b(?:app|web|main|a|s)\b/g, secret),
};

describe.each(Object.entries(groups))("a secret in the files of %s", (_, cases) => {
  it.each(Object.entries(planted))("%s is in no reading", (_, plant) => {
    for (const [, files] of cases) {
      const texts = Object.entries(files).map(([name, text]) => [name, plant(text)]);
      expect(JSON.stringify(readingsIn(Object.fromEntries(texts)))).not.toContain(secret);
    }
  });
});

it("a reading's sentences are ours, whatever the text says", () => {
  const says = (files: Readonly<Record<string, string>>) =>
    readingsIn(files).flatMap(({ others }) => others.map((other) => other.says));
  const all = Object.values(groups).flatMap((cases) => cases.flatMap(([, files]) => says(files)));
  const planted = Object.values(groups).flatMap((cases) =>
    cases.flatMap(([, files]) =>
      says(
        Object.fromEntries(
          Object.entries(files).map(([name, text]) => [name, `${text}\n${secret}`]),
        ),
      ),
    ),
  );
  expect(new Set(all).size).toBeLessThan(60);
  expect(new Set(planted).size).toBeLessThan(60);
});
