import { describe, expect, it } from "vitest";
import { loadBalancerServer } from "../../../src/alb/configurations/reading.ts";
import { serverNamed } from "../../../src/alb/links/servers.ts";
import { groups } from "./cases/all.ts";
import { readingsIn, shown } from "./cases/case.ts";

describe.each(Object.entries(groups))("%s", (_, cases) => {
  it.each(cases)("%s", (_, files, readings) => {
    expect(shown(files)).toEqual(readings);
  });
});

describe("every reading of the tables", () => {
  const all = Object.values(groups).flatMap((cases) =>
    cases.flatMap(([, files]) => readingsIn(files)),
  );

  it("names a server of the table, or says that it knows none", () => {
    const names = new Set(all.map(({ server }) => server));
    names.delete("unknown");
    names.delete(loadBalancerServer);
    for (const name of names) expect(serverNamed(name), name).toBeDefined();
    expect(names.size).toBeGreaterThan(40);
  });

  it("has seconds exactly when a number of seconds holds", () => {
    for (const { state, seconds } of all) {
      expect(seconds !== null).toBe(state === "set" || state === "default");
    }
  });

  it("says why, in a sentence, when it is unknown", () => {
    const unknown = all.filter(({ state }) => state === "unknown");
    expect(unknown.length).toBeGreaterThan(20);
    for (const { others } of unknown) expect(others[0]?.says).toMatch(/^[A-Z].*\.$/);
  });
});

describe("what else may hold", () => {
  const others = (files: Readonly<Record<string, string>>) =>
    readingsIn(files)[0]?.others.map(({ seconds, line }) => [seconds, line]);

  it("is what applies without the variable", () => {
    expect(others({ "s.js": "server.keepAliveTimeout = process.env.KEEP || 65 * 1000;" })).toEqual([
      [null, 1],
      [65, 1],
    ]);
    expect(
      others({ "s.js": "server.keepAliveTimeout = parseInt(process.env.KEEP || '61000', 10);" }),
    ).toEqual([
      [null, 1],
      [61, 1],
    ]);
    expect(others({ "puma.rb": 'persistent_timeout ENV.fetch("KEEP", 75).to_i\n' })).toEqual([
      [null, 1],
      [75, 1],
    ]);
    expect(
      others({
        "gunicorn.conf.py":
          'worker_class = "gthread"\nkeepalive = int(os.environ.get("K", "64"))\n',
      }),
    ).toEqual([
      [null, 2],
      [64, 2],
    ]);
    expect(others({ Procfile: "web: uvicorn a:a --timeout-keep-alive ${KEEP:-63}\n" })).toEqual([
      [null, 1],
      [63, 1],
    ]);
    expect(
      others({ "application.properties": "server.tomcat.keep-alive-timeout=${KEEP:62s}\n" }),
    ).toEqual([
      [null, 1],
      [62, 1],
    ]);
    expect(
      others({
        Caddyfile:
          "{\n servers {\n  timeouts {\n   idle {$IDLE:2m}\n  }\n }\n}\n:80 {\n respond ok\n}\n",
      }),
    ).toEqual([
      [null, 4],
      [120, 4],
    ]);
    expect(
      others({ "nginx.conf.j2": "http {\n keepalive_timeout {{ keep | default(61) }}s;\n}" }),
    ).toEqual([
      [null, 2],
      [61, 2],
    ]);
  });

  it("is never guessed where a variable has no fallback", () => {
    expect(others({ "s.js": "server.keepAliveTimeout = config.http.keepAlive * 1000;" })).toEqual([
      [null, 1],
    ]);
    expect(
      others({ "s.js": "server.keepAliveTimeout = Number.parseInt(process.env.KEEP, 10);" }),
    ).toEqual([[null, 1]]);
  });

  it("names the other places of a value, and other values, each with its line", () => {
    const files = {
      "nginx.conf":
        "http {\n server { keepalive_timeout 5; }\n server { keepalive_timeout 5; }\n server { keepalive_timeout 90; }\n}",
    };
    expect(others(files)).toEqual([
      [5, 3],
      [90, 4],
    ]);
  });
});

describe("files of one project", () => {
  it("leave a default out that another file overrules", () => {
    const program = "var builder = WebApplication.CreateBuilder(args);\n";
    const settings = '{"Kestrel": {"Limits": {"KeepAliveTimeout": "00:01:15"}}}';
    expect(shown({ "Program.cs": program, "appsettings.json": settings })).toEqual([
      "kestrel server set 75 appsettings.json:1",
    ]);
  });

  it("keep the default of one service beside what another service is started with", () => {
    expect(
      shown({ Procfile: "web: uvicorn a:a\n", "b.sh": "uvicorn b:b --timeout-keep-alive 90\n" }),
    ).toEqual(["uvicorn server default 5 Procfile:1", "uvicorn server set 90 b.sh:1"]);
  });

  it("say which of them was not understood", () => {
    expect(shown({ Procfile: "web: uvicorn a:a\n", "notes.txt": "call Ann" })).toEqual([
      "uvicorn server default 5 Procfile:1",
      "unknown server unknown - notes.txt:1",
    ]);
  });
});
