import { expect, it } from "vitest";
import { longText, text, url } from "#flow";
import { answersInWords, readAnswers } from "../../src/run/answers.ts";
import { fields as kinds } from "../probes.ts";

const fields = { url: url("Which address?") };

it.each(["https://ana:hush@shop.example/", "https://ana@shop.example/", "http://:hush@shop/"])(
  "%s is refused, and the sentence does not repeat it",
  (address) => {
    const read = () => readAnswers(kinds, fields, { url: address });
    expect(read).toThrow("holds a name or password");
    expect(read).not.toThrow("hush");
  },
);

it("keeps an address without the values of its query, and shows that there is one", () => {
  const { answers, said } = readAnswers(kinds, fields, {
    url: "https://shop.example/cart?token=hush&page=2#hush",
  });
  expect(answers).toEqual({ url: "https://shop.example/cart?token=&page=" });
  expect(answersInWords(said)).toEqual(["Which address: https://shop.example/cart?…"]);
});

const key = `AKIA${"IOSFODNN7EXAMPLE"}`;

it("refuses a short answer that looks like a secret, and strikes one in what was pasted", () => {
  expect(() => readAnswers(kinds, { who: text("Who?") }, { who: key })).toThrow(
    "looks like a secret",
  );
  const pasted = { output: longText("What does it print?") };
  const { answers, said } = readAnswers(kinds, pasted, { output: `{"AccessKeyId": "${key}"}` });
  expect(answers).toEqual({ output: '{"AccessKeyId": "[struck: an AWS access key]"}' });
  expect(JSON.stringify(said)).not.toContain(key);
});

it("keeps no values of a query in a text either", () => {
  const why = "https://ci.example/?token=hush fails";
  const { answers } = readAnswers(kinds, { why: text("Why?") }, { why });
  expect(answers).toEqual({ why: "https://ci.example/?token=… fails" });
});
