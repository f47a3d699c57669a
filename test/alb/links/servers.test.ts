import { describe, expect, it } from "vitest";
import { isProxy, knownServers, serverNamed, settingLine } from "../../../src/alb/links/servers.ts";

const named = (name: string) => {
  const server = serverNamed(name);
  if (server === undefined) throw new Error(`no ${name}`);
  return server;
};

describe("the table of servers", () => {
  it("has a name and an id for each, and no two alike", () => {
    expect(new Set(knownServers.map(({ name }) => name)).size).toBe(knownServers.length);
    expect(new Set(knownServers.map(({ id }) => id)).size).toBe(knownServers.length);
  });

  it("fits a Slack menu: at most 100 options, of at most 75 characters", () => {
    expect(knownServers.length).toBeGreaterThan(70);
    expect(knownServers.length).toBeLessThanOrEqual(100);
    expect(knownServers.filter(({ name }) => name.length > 75)).toEqual([]);
  });

  it("keeps the servers of a group together, so that a menu has each group once", () => {
    const starts = knownServers.filter(
      ({ group }, index) => knownServers[index - 1]?.group !== group,
    );
    expect(starts.length).toBe(new Set(knownServers.map(({ group }) => group)).size);
  });

  it("has only words that the form and the readers know", () => {
    const units = knownServers.flatMap(({ unit, upstream }) => [unit, upstream?.unit ?? unit]);
    expect(new Set(units)).toEqual(new Set(["s", "ms", "duration", "none"]));
    const zeros = knownServers.flatMap(({ zero }) => zero ?? []);
    expect(new Set(zeros)).toEqual(new Set(["never", "closes"]));
    const numbers = knownServers.flatMap((one) => [
      one.addsSeconds,
      one.capSeconds,
      one.defaultSeconds,
    ]);
    expect(numbers.filter((value) => Number.isNaN(value))).toEqual([]);
  });

  it("has the line that a file of another kind wants, and what comes with a longer timeout", () => {
    expect(named("Kestrel (ASP.NET Core)").setIn).toEqual([
      { ending: ".json", set: '"KeepAliveTimeout": "{hms}"' },
      { ending: ".env", set: "Kestrel__Limits__KeepAliveTimeout={hms}" },
    ]);
    expect(named("Starman (Perl)")).toMatchObject({
      isScarce: true,
      sideEffect: "Each idle connection holds a worker process.",
    });
    expect(named("HAProxy").upstream).toMatchObject({ defaultSeconds: null, unit: "ms" });
    expect(named("HAProxy").upstream?.retry?.set).toBe("retry-on conn-failure empty-response");
    expect(named("PHP-FPM").notHttp).toContain("FastCGI");
  });

  it("gives a source for each value, and for each proxy's client side", () => {
    const sources = knownServers.flatMap(({ source, upstream }) => [
      source,
      upstream?.source ?? source,
    ]);
    expect(sources.filter((source) => source.length < 4)).toEqual([]);
  });

  it("has a default for each that takes HTTP connections", () => {
    const blank = knownServers.filter((one) => one.defaultSeconds === null && !one.notHttp);
    expect(blank).toEqual([]);
  });

  it("has only positive default seconds, within what the server can be set to", () => {
    for (const { name, defaultSeconds, capSeconds = Number.POSITIVE_INFINITY } of knownServers) {
      if (typeof defaultSeconds !== "number") continue;
      expect(defaultSeconds, name).toBeGreaterThan(0);
      expect(defaultSeconds, name).toBeLessThanOrEqual(capSeconds);
    }
  });

  it("shows the value in each line that sets it, and has a directive and a unit for it", () => {
    for (const { name, set, directive, unit, upstream } of knownServers) {
      if (set !== undefined) {
        expect(set, name).toMatch(/\{(s|ms|hms)\}/);
        expect(directive, name).not.toBeNull();
        expect(unit, name).not.toBe("none");
      }
      if (upstream?.set !== undefined) expect(upstream.set, name).toMatch(/\{(s|ms)\}/);
    }
  });

  it("counts the second that Node.js 20 and later add by themselves", () => {
    const server = named("Node.js http (v20 late, v22 - v26)");
    expect(server).toMatchObject({ defaultSeconds: 6, addsSeconds: 1 });
    expect(named("Node.js http (v8 - v18)")).toMatchObject({ defaultSeconds: 5 });
  });

  it("knows which servers cannot be set above 60 s", () => {
    const capped = knownServers.filter(({ capSeconds }) => capSeconds === 60).map(({ id }) => id);
    expect(capped).toEqual(["litespeed", "granian"]);
  });

  it("marks the defaults that come from one weak source", () => {
    const doubtful = knownServers.filter(({ unverified }) => unverified).map(({ id }) => id);
    expect(doubtful).toEqual(["next", "litespeed", "wildfly", "helidon", "micronaut"]);
  });

  it("knows which servers hang up after a response without a word", () => {
    const silent = knownServers.filter(({ unannounced }) => unannounced);
    expect(silent.map(({ id }) => id)).toEqual(["uwsgi-http", "uwsgi-http-socket"]);
    expect(silent.every(({ defaultSeconds }) => defaultSeconds === "closes")).toBe(true);
  });

  it("knows the proxies and how long nginx keeps an idle connection to a server behind it", () => {
    const nginx = named("nginx");
    expect(isProxy(nginx)).toBe(true);
    expect(nginx.upstream?.defaultSeconds).toBe(60);
    expect(isProxy(named("gunicorn gthread"))).toBe(false);
  });
});

describe("a line of configuration", () => {
  it("writes the value in the server's own unit", () => {
    expect(settingLine("keepalive_timeout {s}s;", 70)).toBe("keepalive_timeout 70s;");
    expect(settingLine("server.keepAliveTimeout = {ms}", 70)).toBe(
      "server.keepAliveTimeout = 70000",
    );
    expect(settingLine('connectionTimeout="{hms}"', 3725)).toBe('connectionTimeout="01:02:05"');
  });
});
