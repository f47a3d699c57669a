import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { IdleAnswer, ServerAnswer } from "../../../src/alb/fields/field-builders.ts";
import type { Link } from "../../../src/alb/links/link.ts";
import { tieSeconds } from "../../../src/alb/links/link-verdict.ts";
import { worstVerdict } from "../../../src/alb/links/path-finding.ts";
import { pathLinks } from "../../../src/alb/links/path-links.ts";
import { knownServers } from "../../../src/alb/links/servers.ts";

const node = "Node.js http (v8 - v18)";
const node22 = "Node.js http (v20 late, v22 - v26)";
const nginx = "nginx";
const byDefault: IdleAnswer = { how: "default" };
const read = (seconds: number): IdleAnswer => ({ how: "read", seconds, where: "app.js:3" });

const only = (server: ServerAnswer, idleTimeoutSeconds: number | null = 60, margin = 10): Link => {
  const [link] = pathLinks({ idleTimeoutSeconds, servers: [server] }, margin);
  if (link === undefined) throw new Error("no link");
  return link;
};
const node18 = (closes: IdleAnswer, idle = 60, margin = 10) =>
  only({ kind: node, closes }, idle, margin);

describe("one link", () => {
  it.each([
    [5, "too-short"],
    [59.4, "too-short"],
    [59.6, "tie"],
    [60, "tie"],
    [60.42, "tie"],
    [61, "thin-margin"],
    [69.9, "thin-margin"],
    [70, "long-enough"],
  ] as const)("behind a load balancer that keeps for 60 s is at %d s %s", (closes, verdict) => {
    expect(node18(read(closes)).verdict).toBe(verdict);
  });

  it("says both values and the margin in one sentence", () => {
    expect(node18(byDefault).says).toBe(
      "Node.js closes idle connections after 5 s; the load balancer keeps them for 60 s, 55 s longer.",
    );
    expect(node18(read(65)).says).toContain("a margin of 5 s, less than the 10 s asked for");
  });

  it("adds the second that Node.js adds to a value in a file, but not to a measured one", () => {
    const closes = (said: IdleAnswer) => only({ kind: node22, closes: said }).server.closes;
    expect(closes(read(65))).toEqual({ kind: "seconds", seconds: 66, added: 1 });
    expect(closes({ how: "measured", seconds: 65 })).toEqual({ kind: "seconds", seconds: 65 });
    expect(closes(byDefault)).toEqual({ kind: "seconds", seconds: 6 });
  });

  it("shows the value that was typed beside the one that counts", () => {
    const says = (said: IdleAnswer) => only({ kind: node22, closes: said }).says;
    expect(says(read(5))).toMatch(
      /^Node\.js closes idle connections after 6 s \(5 s set \+ 1 s that Node\.js adds\); the load/,
    );
    expect(says({ how: "measured", seconds: 6 })).toContain("connections after 6 s;");
    expect(says(byDefault)).toContain("connections after 6 s;");
  });

  it("is safe when the server never closes, and when it announces each close", () => {
    expect(only({ kind: "Deno.serve", closes: byDefault }).verdict).toBe("long-enough");
    expect(only({ kind: "Unicorn", closes: byDefault }).verdict).toBe("no-reuse");
    expect(only({ kind: "AWS Lambda target", closes: byDefault }).verdict).toBe("no-reuse");
  });

  it("is too short when the server hangs up without announcing it", () => {
    const link = only({ kind: "uWSGI --http-socket", closes: byDefault });
    expect(link.verdict).toBe("too-short");
    expect(link.says).toContain("without a Connection: close header");
    expect(node18({ how: "measured", state: "closes-silently" }).verdict).toBe("too-short");
  });

  it("is not known while one side is not known, and says what the server would need", () => {
    const link = node18({ how: "unknown" });
    expect(link).toMatchObject({
      verdict: "unknown",
      needs: { kind: "server-at-least", seconds: 70 },
    });
    expect(link.says).toContain("70 s or more");
    expect(only({ kind: node, closes: read(75) }, null).verdict).toBe("unknown");
  });

  it("trusts “still open after” only as far as it goes", () => {
    const open = (seconds: number): IdleAnswer => ({ how: "measured", seconds, state: "at-least" });
    expect(node18(open(150)).verdict).toBe("long-enough");
    expect(node18(open(65)).verdict).toBe("unknown");
    expect(node18(open(150), 4000).verdict).toBe("unknown");
  });

  it("names where each value is known from", () => {
    expect(node18(read(75)).server.source).toBe("app.js:3");
    expect(node18(byDefault).server.source).toMatch(/^default: nodejs\.org/);
    expect(only({ kind: "WildFly / JBoss EAP", closes: byDefault }).server.source).toMatch(
      /not verified/,
    );
  });

  it("takes a server that the table does not know by what was said of it", () => {
    const closes = { kind: "Our own server", closes: read(20) };
    expect(only(closes)).toMatchObject({
      verdict: "too-short",
      server: { name: "Our own server" },
    });
  });
});

describe("a path with a proxy", () => {
  it("has a link on each side of the proxy", () => {
    const proxy = { kind: nginx, closes: byDefault, keeps: byDefault };
    const found = pathLinks({
      idleTimeoutSeconds: 60,
      servers: [proxy, { kind: node, closes: read(5) }],
    });
    expect(found.map(({ verdict }) => verdict)).toEqual(["long-enough", "too-short"]);
    expect(found[1]?.client).toMatchObject({
      name: "nginx",
      keeps: { kind: "seconds", seconds: 60 },
    });
  });

  it("tells that an inner failure is not counted as the load balancer's", () => {
    const proxy = { kind: nginx, closes: byDefault, keeps: byDefault };
    const path = { idleTimeoutSeconds: 60, servers: [proxy, { kind: node, closes: read(5) }] };
    expect(worstVerdict(pathLinks(path)).says).toContain("counts that as a target's error");
  });

  it("never finds a server safe behind a client that keeps connections until the other side closes", () => {
    const apache = { kind: "Apache httpd", closes: read(90), keeps: byDefault };
    const [, inner] = pathLinks({
      idleTimeoutSeconds: 60,
      servers: [apache, { kind: node, closes: read(75) }],
    });
    expect(inner).toMatchObject({
      verdict: "too-short",
      needs: { kind: "client-at-most", seconds: 65 },
    });
  });

  it("assumes nothing for a proxy whose client side was not answered", () => {
    const path = [
      { kind: nginx, closes: byDefault },
      { kind: node, closes: read(75) },
    ];
    expect(pathLinks({ idleTimeoutSeconds: 60, servers: path })[1]?.verdict).toBe("unknown");
  });

  it("keeps two servers of one kind apart by name", () => {
    const proxy = { kind: nginx, closes: byDefault, keeps: byDefault };
    const found = pathLinks({ idleTimeoutSeconds: 60, servers: [proxy, proxy] });
    expect(found.map(({ server }) => server.name)).toEqual(["nginx", "nginx (2)"]);
  });

  it("counts PHP-FPM behind nginx as no link to worry about, but not alone", () => {
    const fpm = { kind: "PHP-FPM", closes: { how: "unknown" } } as const;
    const proxy = { kind: nginx, closes: byDefault, keeps: byDefault };
    expect(worstVerdict(pathLinks({ idleTimeoutSeconds: 60, servers: [proxy, fpm] })).finding).toBe(
      "long-enough",
    );
    expect(only(fpm).verdict).toBe("unknown");
  });
});

describe("the finding of a path", () => {
  const order = ["too-short", "tie", "thin-margin", "unknown", "long-enough"] as const;
  const example: { [finding in (typeof order)[number]]: IdleAnswer } = {
    "too-short": read(5),
    tie: read(60),
    "thin-margin": read(65),
    unknown: { how: "unknown" },
    "long-enough": read(90),
  };

  it("is that of the worst link, wherever it is on the path", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...order), { minLength: 1, maxLength: 5 }), (found) => {
        const path = found.map((finding) => ({
          kind: node,
          closes: example[finding],
          keeps: read(60),
        }));
        const worst = order.find((finding) => found.includes(finding));
        expect(worstVerdict(pathLinks({ idleTimeoutSeconds: 60, servers: path })).finding).toBe(
          worst,
        );
      }),
    );
  });

  it("is unknown when no server was described", () => {
    expect(worstVerdict([]).finding).toBe("unknown");
  });

  it("leads with the verdict and both numbers", () => {
    const { says } = worstVerdict([only({ kind: node22, closes: byDefault })]);
    expect(says).toMatch(
      /^Node\.js closes idle connections after 6 s; the load balancer keeps them for 60 s/,
    );
    expect(says).toMatch(/The next request on such a connection can fail\.$/);
  });
});

describe("whatever the numbers", () => {
  const timer = fc.double({ min: 0.1, max: 5000, noNaN: true });
  const margins = fc.integer({ min: 0, max: 60 });
  const better = ["too-short", "tie", "thin-margin", "long-enough"];
  const idle = fc.integer({ min: 1, max: 4000 });

  it("a server that waits longer is never judged worse", () => {
    fc.assert(
      fc.property(idle, timer, timer, margins, (alb, one, other, margin) => {
        const [shorter, longer] = [Math.min(one, other), Math.max(one, other)];
        const rank = (seconds: number) =>
          better.indexOf(node18(read(seconds), alb, margin).verdict);
        expect(rank(longer)).toBeGreaterThanOrEqual(rank(shorter));
      }),
    );
  });

  it("long enough means longer by the margin", () => {
    fc.assert(
      fc.property(idle, timer, margins, (alb, closes, margin) => {
        const safe = node18(read(closes), alb, margin).verdict === "long-enough";
        expect(safe).toBe(closes - alb >= margin && closes - alb > tieSeconds);
      }),
    );
  });

  it("a link becomes safe by what it needs", () => {
    const kinds = fc.constantFrom(...knownServers.map(({ name }) => name));
    fc.assert(
      fc.property(kinds, idle, margins, (kind, alb, margin) => {
        const before = only({ kind, closes: byDefault }, alb, margin);
        if (before.needs === null || before.verdict === "unknown") return;
        const { seconds } = before.needs;
        const after =
          before.needs.kind === "server-at-least"
            ? only({ kind, closes: { how: "measured", seconds } }, alb, margin)
            : only({ kind, closes: capped(kind) }, seconds, margin);
        expect(after.verdict).toBe("long-enough");
      }),
    );
  });

  /** The longest that a server with a cap can be set to; its default where nothing can be set. */
  const capped = (kind: string): IdleAnswer => {
    const cap = knownServers.find(({ name }) => name === kind)?.capSeconds;
    return cap === undefined ? byDefault : { how: "measured", seconds: cap };
  };
});
