import { describe, expect, it } from "vitest";
import { findChromium } from "../../../lab/page/drive/chromium.ts";

describe("Chromium", () => {
  it("is looked for in the usual places", () => {
    expect(findChromium({}, (path) => path === "/usr/bin/google-chrome")).toBe(
      "/usr/bin/google-chrome",
    );
  });

  it("is where CHROMIUM_PATH says", () => {
    expect(findChromium({ CHROMIUM_PATH: "/opt/chrome" }, () => true)).toBe("/opt/chrome");
  });

  it("is asked for in words where there is none", () => {
    expect(() => findChromium({}, () => false)).toThrow(/apt-get install chromium.*CHROMIUM_PATH/);
    expect(() => findChromium({ CHROMIUM_PATH: "/opt/x" }, () => false)).toThrow(/\/opt\/x/);
  });
});
