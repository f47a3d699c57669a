import { describe, expect, it } from "vitest";
import { changes } from "../../src/keepalive/changes.ts";
import type { IdleSaid } from "../../src/keepalive/idle.ts";
import { type Link, links, type PathServer } from "../../src/keepalive/links.ts";
import { servers } from "../../src/keepalive/servers.ts";

const byDefault: IdleSaid = { how: "default" };
const read = (seconds: number): IdleSaid => ({ how: "read", seconds });

const only = (server: PathServer): Link => {
  const [link] = links({ idleTimeoutSeconds: 60, servers: [server] });
  if (link === undefined) throw new Error("no link");
  return link;
};
const node18 = (closes: IdleSaid) => only({ kind: "Node.js http (v8 - v18)", closes });

describe("the changes for a link", () => {
  it("give the server's own setting with the value in its unit", () => {
    const [change] = changes(node18(byDefault));
    expect(change?.line).toBe("server.keepAliveTimeout = 70000");
    expect(change?.says).toContain("at least 70 s");
  });

  it("warn of an equal value, and of what the change brings with it", () => {
    const effects = changes(node18(read(60)))[0]?.sideEffects.join(" ");
    expect(effects).toMatch(/longer than 60 s; the same value would still be a race/);
    expect(effects).toMatch(/closeIdleConnections/);
  });

  it("lower the load balancer's timeout for a server that cannot go higher, and name the response timeout", () => {
    const granian = only({ kind: "Granian", closes: byDefault });
    const [change, ...more] = changes(granian, "arn:aws:elb");
    expect(more).toEqual([]);
    expect(change?.says).toMatch(/^Granian cannot go above 60 s/);
    expect(change?.line).toContain("--load-balancer-arn arn:aws:elb");
    expect(change?.line).toContain("Key=idle_timeout.timeout_seconds,Value=50");
    expect(change?.sideEffects.join()).toMatch(/response timeout.*504/);
  });

  it("offer a shorter timeout on the client side only where it leaves a usable one", () => {
    expect(changes(node18(read(5))).map(({ side }) => side)).toEqual(["server"]);
    expect(changes(node18(read(50))).map(({ side }) => side)).toEqual(["server", "client"]);
  });

  it("are none where the link is safe or not known", () => {
    expect(changes(node18(read(90)))).toEqual([]);
    expect(changes(node18({ how: "unknown" }))).toEqual([]);
  });

  it("exist for every server whose default is not safe behind 60 s", () => {
    const stuck = servers
      .map(({ name }) => only({ kind: name, closes: byDefault }))
      .filter(({ verdict }) => ["too-short", "tie", "thin-margin"].includes(verdict))
      .filter((link) => changes(link).length === 0);
    expect(stuck.map(({ server }) => server.kind)).toEqual([]);
  });
});
