import { expect, it } from "vitest";
import { url } from "#flow";
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

it("keeps an address with a query whole, and shows it without its values", () => {
  const { answers, said } = readAnswers(kinds, fields, {
    url: "https://shop.example/cart?token=hush",
  });
  expect(answers).toEqual({ url: "https://shop.example/cart?token=hush" });
  expect(answersInWords(said)).toEqual(["Which address: https://shop.example/cart?…"]);
});
