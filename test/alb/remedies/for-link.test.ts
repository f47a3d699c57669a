import { describe, expect, it } from "vitest";
import type { IdleAnswer, ServerAnswer } from "../../../src/alb/fields/field-builders.ts";
import type { Link } from "../../../src/alb/links/link.ts";
import { pathLinks } from "../../../src/alb/links/path-links.ts";
import { knownServers } from "../../../src/alb/links/servers.ts";
import { remediesFor } from "../../../src/alb/remedies/for-link.ts";
import type { KnownIdleTimeout } from "../../../src/alb/remedies/idle-timeout.ts";

const byDefault: IdleAnswer = { how: "default" };
const read = (seconds: number, where?: string): IdleAnswer =>
  where === undefined ? { how: "read", seconds } : { how: "read", seconds, where };
const nginx = "nginx";
const node = "Node.js http (v8 - v18)";

const balancer: KnownIdleTimeout = { arn: null, idleTimeoutSeconds: 60, tags: {}, responses: null };
const linksOf = (...path: ServerAnswer[]) => pathLinks({ idleTimeoutSeconds: 60, servers: path });
const last = (...path: ServerAnswer[]) => remediesFor(linksOf(...path).at(-1) as Link, balancer);
const node18 = (closes: IdleAnswer) => last({ kind: node, closes });

describe("a change of the server", () => {
  it("is a diff under the file and line where the value was read", () => {
    const [change] = last({ kind: nginx, closes: read(30, "nginx.conf:12") });
    expect(change?.title).toBe("Let nginx keep idle connections for 70 s");
    expect(change?.lines).toEqual([
      "# nginx.conf:12",
      "- keepalive_timeout 30s;",
      "+ keepalive_timeout 70s;",
    ]);
  });

  it("names the directive, and the default that holds, where nothing is set", () => {
    expect(node18(byDefault)[0]?.lines).toEqual([
      expect.stringMatching(/^# server\.keepAliveTimeout/),
      "# not set so far: 5 s is its default",
      "+ server.keepAliveTimeout = 70000",
    ]);
  });

  it("shows a measured value as one, and never a line that was not read", () => {
    expect(node18({ how: "measured", seconds: 5.01 })[0]?.lines[1]).toBe(
      "# now, as measured: 5.01 s",
    );
    const [puma] = last({ kind: "Puma <= 6", closes: read(20.5) });
    expect(puma?.lines[1]).toBe("# now: 20.5 s");
  });

  it("says what was typed, not what it comes to with the second that Node.js adds", () => {
    const closes = read(40, "app.js:3");
    const [change] = last({ kind: "Node.js http (v20 late, v22 - v26)", closes });
    expect(change?.lines[1]).toBe("- server.keepAliveTimeout = 40000");
  });

  it("says how it is rolled out and what that costs", () => {
    const [change] = last({ kind: nginx, closes: read(30) });
    expect(change?.rollOut).toMatch(/nginx -t && nginx -s reload.*closes idle connections/);
    expect(node18(byDefault)[0]?.rollOut).toMatch(/Deploy it, and let each target drain/);
    expect(node18(byDefault)[0]?.costs.join()).toMatch(/SIGTERM.*closeIdleConnections/);
  });

  it("warns of the same value", () => {
    expect(node18(read(60))[0]?.says).toMatch(
      /^The load balancer keeps them for 60 s.*same value.*race/,
    );
  });

  it.each([
    ["Apache httpd", /process or a thread/],
    ["gunicorn gthread", /--worker-connections/],
    ["WEBrick", /holds a thread/],
    ["Waitress", /connection_limit/],
  ])("of %s names what an idle connection holds", (kind, holds) => {
    expect(last({ kind, closes: read(5) })[0]?.costs.join()).toMatch(holds);
  });

  it("is made with care where an idle connection takes a worker", () => {
    expect(last({ kind: "WEBrick", closes: read(5) })[0]?.safety).toBe("careful");
    expect(node18(byDefault)[0]?.safety).toBe("safe");
  });
});

describe("a change of the client side", () => {
  it("lowers the load balancer's timeout for a server that cannot go higher", () => {
    const [lower, ...more] = last({ kind: "Granian", closes: { how: "measured", seconds: 60 } });
    expect(more).toEqual([]);
    expect(lower?.says).toMatch(/^Granian cannot go above 60 s\..*response timeout.*504/);
    expect(lower?.lines[0]).toContain("Key=idle_timeout.timeout_seconds,Value=50");
  });

  it("comes with the server's highest value where it is not there yet", () => {
    const both = last({ kind: "Granian", closes: byDefault });
    expect(both.map(({ title }) => title)).toEqual([
      "Let Granian keep idle connections for 60 s",
      "Lower the load balancer's idle timeout to 50 s",
    ]);
    expect(both[0]?.says).toMatch(/^Both are needed/);
  });

  it("is offered beside the server's only where it leaves a usable timeout", () => {
    expect(node18(read(5))).toHaveLength(1);
    expect(node18(read(50)).map(({ title }) => title)).toEqual([
      "Let Node.js keep idle connections for 70 s",
      "Lower the load balancer's idle timeout to 40 s",
    ]);
  });

  it("of a proxy is a diff in the proxy's own words", () => {
    const apache = { kind: "Apache httpd", closes: read(90), keeps: byDefault };
    const [drop] = last(apache, { kind: node, closes: read(75) });
    expect(drop?.title).toBe("Let Apache httpd drop idle connections to Node.js after 65 s");
    expect(drop?.lines.at(-1)).toBe("+ ProxyPass … ttl=65");
    expect(drop?.says).toContain("until the other side closes");
  });
});

describe("no change", () => {
  it("is asked for where the link is safe or not known", () => {
    expect(node18(read(90))).toEqual([]);
    expect(node18({ how: "unknown" })).toEqual([]);
  });

  it("is missing for any server whose default is not safe behind 60 s", () => {
    const stuck = knownServers
      .map(({ name }) => linksOf({ kind: name, closes: byDefault })[0] as Link)
      .filter(({ verdict }) => ["too-short", "tie", "thin-margin"].includes(verdict))
      .filter((link) => remediesFor(link, balancer).length === 0);
    expect(stuck.map(({ server }) => server.kind)).toEqual([]);
  });
});
