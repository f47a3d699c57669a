import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect } from "vitest";
import { openSqlite } from "../../../src/store/sqlite.ts";
import { ada, as, begin, count, database, pressed, shown, threat, until, world } from "./lab.ts";
import { open, perHour, secret } from "./world.ts";

threat("Requests to the machine's own addresses", async () => {
  await world.restart(undefined, { HANDRAIL_ALLOW_LOOPBACK: "off" });
  const before = world.reached.length;
  const urls = [
    "http://169.254.169.254/latest/meta-data",
    "http://[::ffff:127.0.0.1]/",
    "http://127.0.0.1/",
    "http://[fd00:ec2::254]/",
  ];
  for (const [nth, url] of urls.entries()) {
    await ada().slash(open, "/runbook sending");
    await ada().submit({ "field:loadBalancer": `shop-${nth}`, "field:url": url });
  }
  const looked = () => count("select count(*) from events where event like '%\"observed\"%'");
  await until(() => looked() >= urls.length, "the looks to end", 90_000);
  expect(world.reached.length).toBe(before);
});

threat("Many runs that send requests", async () => {
  await world.restart();
  world.workspace.faults.clear?.();
  const before = world.reached.length;
  for (let nth = 0; nth < 20; nth += 1) {
    await ada().slash(open, "/runbook sending shop-4");
    const asked = ada()
      .sees(open)
      .findLast((one) => one.isEphemeral && shown(one).includes("Start anyway"));
    if (asked !== undefined)
      await ada()
        .click(open, asked.ts, "Start anyway")
        .catch(() => {});
  }
  await pause(60_000);
  const sent = world.reached.slice(before);
  expect(sent.length).toBeLessThanOrEqual(perHour);
  expect(new Set(sent.map(({ method }) => method))).toEqual(new Set(["HEAD"]));
  const gaps = sent.slice(1).map(({ at }, index) => at - (sent[index]?.at ?? 0));
  expect(gaps.filter((gap) => gap < 150).length).toBeLessThanOrEqual(perHour / 10);
});

threat("Rows that were damaged", async () => {
  await world.restart(() => {
    using db = database();
    const [first, second] = db
      .prepare("select id from runs where status = 'open' order by started_at desc limit 2")
      .all()
      .map(({ id }) => String(id));
    db.prepare("update events set event = '{\"kind\":' where run = ? and revision = 1").run(
      first ?? "",
    );
    db.prepare("update effects set effect = '{', due = 0, dead = 0 where run = ?").run(
      second ?? "",
    );
    db.prepare("insert or ignore into deliveries (id, run, at) values ('x', 'gone', 0)").run();
  });
  const card = await begin(open, "shop-0").catch(() => undefined);
  expect((await ada().slash(secret, "/runbook status")).acked).toBe(true);
  await as("U0GRACE").openHome();
  await until(() => JSON.stringify(as("U0GRACE").home()).includes("Runbooks"), "App Home");
  expect(card).toBeDefined();
});

threat("A clock that was wrong", async () => {
  for (const [off, balancer] of [
    [86_400_000, "shop-1"],
    [0, "shop-2"],
    [-3_600_000, "shop-3"],
  ] as const) {
    await world.restart(undefined, { CLOCK_IS_OFF_MS: `${off}` });
    await world.health();
    if (off === 0) {
      // What was dated a day ahead holds up nothing.
      await ada().slash(secret, "/runbook note after the jump");
      await until(
        () => JSON.stringify(world.workspace.data.messages).includes("after the jump"),
        balancer,
      );
    }
  }
  await world.restart();
  expect((await ada().slash(secret, "/runbook status")).acked).toBe(true);
});

threat("A run of 5,000 events", async () => {
  const card = await begin(open, "shop-3");
  const run = String(card.metadata?.event_payload.run);
  await world.restart(async () => {
    const store = await openSqlite({ path: join(world.folder, "handrail.db"), clock: Date.now });
    const row = await store.row(run);
    if (row === undefined) throw new Error("The run is gone.");
    const at = Date.now();
    const notes = Array.from({ length: 5_000 }, (_, nth) => ({
      kind: "noted" as const,
      at,
      by: "U0ADA",
      text: `Note ${nth}`,
    }));
    const before = await store.load(run);
    const revision = before.length + notes.length;
    const outcome = await store.commit({
      row: { ...row, exclusive: false, revision },
      events: notes,
      expected: before.length,
      effects: [],
    });
    await store.close();
    expect(outcome.kind).toBe("committed");
  });
  for (let nth = 0; nth < 3; nth += 1) {
    const { acked, afterMs } = await pressed(card, "Add a note");
    expect(acked).toBe(true);
    expect(afterMs).toBeLessThan(3_000);
    expect(JSON.stringify(ada().modal())).toContain("What should the record say?");
    await ada().submit({ note: `One more ${nth}` });
  }
  expect(count(`select revision from runs where id = '${run}'`)).toBeGreaterThan(5_003);
  expect(await world.health()).toBeLessThan(2_000);
});
