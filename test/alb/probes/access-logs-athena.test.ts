import { expect, test } from "vitest";
import { startAthena } from "../../../lab/aws/athena/service.ts";
import { turns } from "../../../lab/logs/turns.ts";
import { balancer, look, metrics, past, start, writePast } from "./access-logs-stage.ts";

test("where there are more than may be read, Athena is asked of all of them if it has them", async () => {
  const entries = [...turns(past)];
  const table = { database: "logs", table: "alb", workgroups: ["handrail"] };
  const athena = await startAthena({ ...table, entries, balancer });
  const other = await start(await writePast(), metrics, athena);
  const settings = { table: "logs.alb", workgroup: "handrail", partition: "day", gigabytes: 1 };
  const asked = { logsMegabytes: 0.15, athena: settings };
  const { evidence, reports } = await look(other, asked);
  expect(evidence).toMatchObject({ finding: "keepalive-race", strength: "shown" });
  expect(evidence.numbers.requests).toBe(entries.length);
  expect(evidence.details.join(" ")).not.toContain("Only the newest");
  expect(evidence.readings).toContainEqual(
    expect.objectContaining({ label: "Cost of Athena", value: "about $0.00045 for 5 statements" }),
  );
  expect(evidence.readings).toContainEqual(
    expect.objectContaining({
      label: "Agreement with CloudWatch",
      value: expect.stringMatching(/^logs (\d+), CloudWatch \1 502s$/),
    }),
  );
  expect(reports.some(({ says }) => says.startsWith("Asking Athena, statement 5 of 5"))).toBe(true);
  expect(
    athena.executions.every(({ sql }) => sql.includes("elb = 'app/shop-web/50dc6c495c0c9188'")),
  ).toBe(true);
  expect(evidence.queries.join("\n")).toContain("--load-balancer app/shop-web/50dc6c495c0c9188");
  const [, from = "", to = ""] =
    /--athena .*--from (\S+) --to (\S+)/.exec(evidence.queries.join("\n")) ?? [];
  expect(Date.parse(to) - Date.parse(from)).toBe(3_600_000);
  await look(other, { ...asked, logsMegabytes: 100 });
  expect(athena.executions).toHaveLength(5);
  const { evidence: cheaper } = await look(other, {
    ...asked,
    athena: { ...settings, workgroup: "another" },
  });
  expect(cheaper.details.join(" ")).toContain("Athena was asked first and could not answer: ");
  expect(cheaper.details.join(" ")).toContain("Only the newest");
  await other.close();
  athena.close();
});
