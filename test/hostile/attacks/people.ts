import { expect } from "vitest";
import {
  ada,
  again,
  answerOf,
  as,
  begin,
  events,
  pressed,
  threat,
  toldFor,
  until,
  world,
} from "./lab.ts";
import { open, secret } from "./world.ts";

threat("A text that takes a reader's time", async () => {
  const card = await begin(open, "shop-1");
  const texts = [
    "1aand ".repeat(38),
    "ESID-".repeat(500),
    "image:".repeat(450),
    "<@U1|".repeat(500),
  ];
  const typed = texts.flatMap((text) =>
    ["note ", "decision ", "", "sending ", "resume "].map((word) =>
      ada().slash(open, `/runbook ${word}${text}1!`),
    ),
  );
  const said = texts.map((text) =>
    ada().say(open, `@handrail note ${text}1!`, { threadTs: card.ts }),
  );
  for (let nth = 0; nth < 20; nth += 1) expect(await world.health()).toBeLessThan(2_000);
  expect((await as("U0GRACE").slash(open, "/runbook status")).acked).toBe(true);
  for (const { acked } of await Promise.all(typed)) expect(acked).toBe(true);
  await Promise.all(said);
});

threat("More text than anybody reads", async () => {
  const before = events();
  await ada().slash(open, `/runbook note ${"x".repeat(3_001)}`);
  expect(events()).toBe(before);
});

threat("Someone who is not in the channel reads or takes its run", async () => {
  const card = await begin(secret, "shop-2");
  await ada().slash(secret, "/runbook note the root password");
  const before = events();
  for (const id of ["U0GUEST", "U0OTHER", "U0BOT", "U0GRACE"]) {
    const who = as(id);
    const told = [await who.slash(open, "/runbook resume"), await who.slash(open, "/runbook list")];
    expect(told.map(answerOf).join()).not.toMatch(/shop-2|root password/);
    await who.openHome();
    await until(() => who.home() !== null, "App Home");
    expect(JSON.stringify(who.home())).not.toMatch(/shop-2|root password/);
    for (const which of ["Catch me up", "Take over", "Add a note"])
      await who.click(secret, card.ts, which).catch(() => {});
    expect(JSON.stringify(who.modal() ?? "")).not.toContain("root password");
  }
  expect(events()).toBe(before);
});

threat("A guest, a stranger or an app acts on a run of a public channel", async () => {
  await begin(open, "shop-3");
  const before = events();
  for (const id of ["U0GUEST", "U0OTHER", "U0BOT"])
    for (const words of ["note x", "stop x", "sending shop-0", "status"])
      expect(await toldFor(id, open, words), words).toContain("rule:");
  expect(events()).toBe(before);
});

threat("A forged button, a forged run", async () => {
  const card = await begin(open, "shop-4");
  const { payload } = await pressed(card, "Add a note");
  const values = [
    ...["constructor", "__proto__", "toString"].map((act) => ({ act, run: "x" })),
    ...["../../etc/passwd", "__proto__", "' or 1=1 --", "x".repeat(5_000)].map((run) => ({
      act: "join",
      run,
    })),
    { act: "choose", run: "x", visit: "constructor", item: "__proto__" },
  ];
  const before = events();
  for (const [nth, value] of [...values, 7, null].entries()) {
    const [action] = (payload as { actions: object[] }).actions;
    const actions = [{ ...action, value: JSON.stringify(value) }];
    const forged = again({ ...payload, actions, trigger_id: `forged.${nth}` });
    expect((await world.post(forged)).status).toBe(200);
  }
  for (const word of ["constructor", "__proto__ x", "resume __proto__", "start toString"])
    expect((await ada().slash(open, `/runbook ${word}`)).acked).toBe(true);
  expect(events()).toBe(before);
  expect(await world.health()).toBeLessThan(2_000);
});
