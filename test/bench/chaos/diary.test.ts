import { expect, it } from "vitest";
import { createDiary } from "../../../bench/chaos/diary.ts";

it("promises no more of an event that is sent again than of it the first time", () => {
  const diary = createDiary(1);
  const wants = { kind: "noteRevised", run: "R1" } as const;
  const ask = (id: string, isRefused: boolean) =>
    diary.write({
      ...{ id: `${id} R1`, by: "UADA", wants, sentAt: 1, answeredAt: 2, acked: false },
      isRefused: () => isRefused,
    });
  // The first of two edits at once may be passed over, whenever it comes.
  ask("Ev1", true);
  ask("Ev2", false);
  for (const event of ["Ev1", "Ev2"])
    diary.answeredAgain(event, { sentAt: 3, answeredAt: 4, acked: true });
  expect(diary.told()).toMatchObject([
    { id: "Ev1 R1", acked: true, refused: true },
    { id: "Ev2 R1", acked: true, refused: false },
  ]);
});
