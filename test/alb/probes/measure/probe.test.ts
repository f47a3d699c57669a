import { afterAll, describe, expect, test } from "vitest";
import type { Answers } from "#flow";
import { startBackend } from "../../../../lab/alb/backend.ts";
import { countsOf } from "../../../../lab/alb/counts.ts";
import { shopBalancers as practiceShop } from "../../../../lab/aws/shop.ts";
import { systemLookup } from "../../../../src/probes/system-names.ts";
import { LookStopped } from "../../../../src/run/errors.ts";
import { contextOf, lookBy, visitWith } from "../stage.ts";
import { ask, look, meansFor, region } from "./account.ts";
import { answered, closedPort, closeServers, nodeServer, rawServer } from "./servers.ts";

afterAll(closeServers);

const at = ({ port }: { port: number }) => ({ id: "127.0.0.1", port });
const fits = visitWith("alb.pattern@1", {});

describe.concurrent("the probe keepalive.measure", () => {
  test("measures registered targets, which may stand anywhere", async () => {
    const { evidence, reports } = await look([at(await nodeServer(300))]);
    expect(evidence).toMatchObject({ probe: "keepalive.measure@1", finding: "too-short" });
    expect(evidence.says).toMatch(/^127\.0\.0\.1:\d+ closes an idle connection after 0\.\d\d s/);
    expect(evidence.numbers).toMatchObject({
      idleTimeoutSeconds: 1,
      closes: { how: "measured", where: expect.stringMatching(/^127\.0\.0\.1:\d+$/) },
    });
    expect(reports[0]).toMatchObject({ says: "6 connections to 1 target still open", share: 0 });
  });

  test("measures the practice incident's backend, and not its load balancer", async () => {
    const backend = await startBackend({ keepAliveMs: 200, bufferMs: 100 });
    const metrics = { counts: () => countsOf({}) };
    const loadBalancers = practiceShop({
      region,
      zones: ["eu-west-1a"],
      port: 8080,
      idleMs: () => 1_000,
      backendPort: backend.port,
      healthy: () => true,
      metrics,
      calm: metrics,
    });
    const { account } = await ask(loadBalancers);
    const means = meansFor(account);
    const sending = { ...means.sending, resolve: systemLookup };
    const probe = lookBy("keepalive.measure", { ...means, sending });
    const loadBalancer = { name: "shop-web", region };
    const see = (more: Answers) => probe(contextOf({ loadBalancer, ...more }).context);
    expect(await see({})).toMatchObject({ finding: "too-short" });
    const itself = await see({ measureAt: "127.0.0.1:8080" });
    expect(itself.says).toContain("where the load balancer itself listens");
    await backend.close();
  });

  test("proves that the order of each target holds", async () => {
    const servers = await Promise.all([nodeServer(0), nodeServer(0)]);
    const { evidence } = await look(servers.map(at));
    expect(evidence.finding).toBe("long-enough");
    expect(evidence.says).toContain("The same goes for all 2 targets");
    expect(evidence.says).toContain("and a second request on one then was answered");
    expect(evidence.numbers.targets).toMatchObject([{ usedAgain: true }, { usedAgain: true }]);
  });

  test("asks for what the health check asks for, with GET where HEAD is refused", async () => {
    const asked = new Set<string>();
    const where = await nodeServer(300, {}, ({ method, url, headers }, response) => {
      asked.add(`${method} ${url} ${headers.host}`);
      if (method === "HEAD") response.writeHead(405, { Connection: "close" });
      response.end();
    });
    const { evidence } = await look([at(where)]);
    expect(evidence.finding).toBe("too-short");
    const host = `127.0.0.1:${where.port}`;
    expect(asked).toEqual(new Set([`HEAD /healthz ${host}`, `GET /healthz ${host}`]));
  });

  test("says that targets could not be reached, and how to measure by hand", async () => {
    const { port } = await closedPort();
    const { evidence } = await look([at({ port })]);
    expect(evidence.finding).toBe("unreachable");
    expect(evidence.next?.join("\n")).toMatch(/security group[\s\S]*\/dev\/tcp\/127\.0\.0\.1\/\d+/);
  });

  test("asks for the address of an instance, which AWS does not tell, with the line to run beside it", async () => {
    const { evidence } = await look([{ id: "i-0123456789", port: 3000 }], { type: "instance" });
    expect(evidence.finding).toBe("unknown");
    expect(evidence.says).toContain("Change the answers (⋯) to the private address and the port");
    expect(evidence.next?.[0]).toContain("/dev/tcp/127.0.0.1/3000");
  });

  test("connects to nothing that is not registered", async () => {
    let connections = 0;
    const elsewhere = await rawServer(
      () => undefined,
      () => {
        connections += 1;
      },
    );
    const answers = { measureAt: `127.0.0.1:${elsewhere.port}` };
    const { evidence } = await look([at(await nodeServer(300))], { answers });
    expect(evidence.finding).toBe("unknown");
    expect(evidence.says).toContain("is not registered with this load balancer");
    expect(connections).toBe(0);
  });

  test("does not take the load balancer's own timers for a server's", async () => {
    const { evidence } = await look([{ id: "10.0.0.7", port: 80 }]);
    expect(evidence.says).toContain("No target is registered by an address that may be measured");
    const other = await rawServer((socket) => socket.write(answered("Server: awselb/2.0")));
    const { evidence: behind } = await look([at(other)]);
    expect(behind.finding).toBe("unknown");
    expect(behind.says).toContain("Another load balancer answered there");
  });

  test("shows the same as lines for a shell", async () => {
    const where = await nodeServer(300);
    const { evidence } = await look([at(where)]);
    expect(evidence.queries.map((line) => line.split(" ").slice(0, 3).join(" "))).toEqual([
      "aws elbv2 describe-load-balancers",
      "aws elbv2 describe-target-groups",
      "aws elbv2 describe-listeners",
      "aws elbv2 describe-load-balancer-attributes",
      "aws elbv2 describe-target-health",
      "handrail keepalive measure",
    ]);
    expect(evidence.queries.at(-1)).toContain(`http://127.0.0.1:${where.port}/healthz`);
  });

  test("makes the race likely where the metrics fit and a target closes first", async () => {
    const pattern = { ...fits, evidence: { ...fits.evidence, finding: "keepalive-race" } };
    const run = { visits: [pattern] };
    const { evidence } = await look([at(await nodeServer(300))], { run });
    expect(evidence.strength).toBe("likely");
  });

  test("says what is known when it is stopped, and recommends nothing where that is little", async () => {
    const stop = new AbortController();
    const where = await nodeServer(0, {}, (_, response) => {
      response.end();
      setTimeout(() => stop.abort(new LookStopped("Stopped.")), 300);
    });
    const signal = stop.signal;
    const { evidence } = await look([at(where)], { idleSeconds: 60, mostSeconds: 60, signal });
    expect(evidence.finding).toBeNull();
    expect(evidence.says).toContain("kept every idle connection open for at least 0.");
  });

  test("ends in time where the load balancer keeps connections for longer than anybody waits", async () => {
    const long = { idleSeconds: 4_000, mostSeconds: 0.5 };
    const { evidence } = await look([at(await nodeServer(0))], long);
    expect(evidence.finding).toBe("unknown");
    expect(evidence.says).toContain("this does not tell yet");
  });
});
