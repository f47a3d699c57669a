import { describe, expect, it } from "vitest";
import { isPressed } from "../../../lab/page/drive/walk.ts";

const never = () => Promise.reject(new Error("There is no such button."));

describe("a press in the page", () => {
  it("is made once where the button is there", async () => {
    let presses = 0;
    const press = async () => {
      presses += 1;
    };
    expect(await isPressed(press, () => true)).toBe(true);
    expect(presses).toBe(1);
  });

  it("gives way to another move where the button has gone meanwhile", async () => {
    expect(await isPressed(never, () => false)).toBe(false);
  });

  it("is tried again where the page is slow to draw", async () => {
    let presses = 0;
    const slow = async () => {
      presses += 1;
      if (presses < 3) await never();
    };
    expect(await isPressed(slow, () => true)).toBe(true);
  });

  it("fails in the end where the button is there and cannot be pressed", async () => {
    await expect(isPressed(never, () => true)).rejects.toThrow("no such button");
  });
});
