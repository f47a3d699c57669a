import { expect, it } from "vitest";
import { shownUrl } from "#flow";

it.each([
  ["https://shop.example/cart", "https://shop.example/cart"],
  ["https://shop.example/cart?token=hush&b=1", "https://shop.example/cart?…"],
  ["https://shop.example/?", "https://shop.example/?…"],
  ["https://shop.example/#access_token=hush?x", "https://shop.example/"],
  ["https://shop.example/a?b=1#hush", "https://shop.example/a?…"],
  ["https://ana:hush@shop.example:8443/a@b", "https://shop.example:8443/a@b"],
  ["https://ana:hu@sh@shop.example/", "https://shop.example/"],
  ["ana:hush@shop.example/cart", "shop.example/cart"],
  ["//ana:hush@shop.example", "//shop.example"],
  ["just text", "just text"],
])("%s is shown as %s", (address, shown) => {
  expect(shownUrl(address)).toBe(shown);
});
