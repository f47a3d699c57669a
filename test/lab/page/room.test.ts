import { expect, it } from "vitest";
import type { Console } from "../../../lab/incident/contract.ts";
import { openRoom } from "../../../lab/page/room.ts";
import { fakePath } from "./fake-path.ts";

function fakeConsole() {
  let isMended = false;
  const console: Console = {
    knobs: () => [{ word: "mend", label: "Mend it", works: !isMended }],
    turn: () => {
      isMended = true;
      return "It is mended.";
    },
    readings: () => [{ label: "Age", value: isMended ? "4" : "1900" }],
  };
  return { console };
}

it("shows the console of a played world, does what is asked, and remembers it", () => {
  const room = openRoom(fakeConsole());
  expect(room.now()).toMatchObject({ readings: [{ label: "Age", value: "1900" }], changes: [] });
  let told = 0;
  room.onChange(() => {
    told += 1;
  });
  room.change({ turns: "mend" });
  expect(told).toBe(1);
  expect(room.now()).toMatchObject({
    knobs: [{ word: "mend", works: false }],
    readings: [{ value: "4" }],
    changes: [{ what: "It is mended." }],
  });
  expect(() => room.change({ keepAliveSeconds: 75, place: 0 })).toThrow();
  room.close();
});

it("changes from a request path to a console, and tells who listens", () => {
  const room = openRoom(fakePath().path);
  let told = 0;
  room.onChange(() => {
    told += 1;
  });
  expect(room.now()).toHaveProperty("hops");
  room.watch(fakeConsole());
  expect(room.now()).toHaveProperty("knobs");
  room.change({ turns: "mend" });
  expect(told).toBe(2);
  room.close();
});
