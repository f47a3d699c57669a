import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chosenIdleTimeout, judgeReadings } from "../../../src/alb/configurations/judge-reading.ts";
import { requestPaths } from "../../../src/alb/configurations/request-paths.ts";
import { serverNamed } from "../../../src/alb/links/servers.ts";
import { groups } from "./cases/all.ts";
import { nothing, only, readingsIn } from "./cases/case.ts";

describe("a list is not a start", () => {
  it.each([
    ["requirements/prod.in", "gunicorn==22\nuvicorn\n"],
    ["pyproject.toml", 'dependencies = ["gunicorn>=21", "uvicorn"]\n[tool.x]\na = 1\n'],
    ["Gemfile", 'gem "puma", "~> 6"\ngem "unicorn"\n'],
    ["packages.txt", "nginx\nhaproxy\ntraefik\n"],
    ["install.sh", "#!/bin/sh\napt-get install -y nginx haproxy\npip install gunicorn uvicorn\n"],
    ["README.md", "Run it:\n\n    gunicorn -k gevent --keep-alive 75 app:app\n"],
    ["-", "traefik\n"],
    ["notes.txt", "the gunicorn and the uvicorn team agreed\n"],
    [
      "setup.py",
      'setup(entry_points={"console_scripts": ["gunicorn = a:b"]}, requires=["uvicorn", "x"])',
    ],
    ["apps.py", 'INSTALLED_APPS = ["daphne", "hypercorn"]\n'],
    ["ansible.yml", "- apt:\n    name: [nginx, haproxy]\n    state: present\n"],
    ["main.tf", 'output "x" {\n  value = { traefik = a.b }\n}\n'],
    [".dockerignore", "/nginx\n/uvicorn\n"],
  ])("%s is no server", (name, text) => {
    expect(only(name, text)).toBe(nothing);
  });
});

describe("a word is not a server", () => {
  it.each([
    ["vpn.conf", "port 1194\nkeepalive 10 120\n"],
    ["sshd_config", "Port 22\nTCPKeepAlive yes\nListenAddress 0.0.0.0\n"],
    ["redis.conf", "bind 127.0.0.1\ntcp-keepalive 300\ntimeout 0\n"],
    [
      "named.conf",
      "options {\n  listen-on port 53 { any; };\n};\nserver 10.0.0.1 { keys { k; }; };\n",
    ],
    ["postgresql.conf", "listen_addresses = '*'\nport = 5432\ntcp_keepalives_idle = 60\n"],
    ["keepalived.conf", "vrrp_instance VI {\n  state MASTER\n  interface eth0\n}\n"],
    ["proftpd.conf", 'ServerName "x"\n<Global>\n Umask 022\n</Global>\n'],
    ["dhcpd.conf", "subnet 10.0.0.0 netmask 255.0.0.0 {\n  option routers 10.0.0.1;\n}\n"],
    ["app.yml", "server:\n  port: 8080\n"],
    ["verdaccio.yaml", "storage: ./s\nserver:\n  keepAliveTimeout: 60\n"],
    ["contour.yaml", "server:\n  xds-server-type: envoy\ntimeouts:\n  request-timeout: infinity\n"],
    [
      "schema.graphql",
      "type A {\n  id: ID\n  route: Route\n}\ntype B implements C {\n  handle: Int\n}\n",
    ],
    ["ports.conf", "Listen 80\n<IfModule ssl_module>\n  Listen 443\n</IfModule>\n"],
    ["client.py", "import requests\nkeepalive = 75\ntimeout = 3\n"],
    ["celeryconfig.py", 'worker_class = "prefork"\ntimeout = 4\n'],
    ["prometheus.yml", "global:\n  scrape_interval: 15s\nscrape_configs: []\n"],
  ])("%s is not recognised", (name, text) => {
    expect(only(name, text)).toBe(nothing);
  });
});

describe("whatever the words", () => {
  const words =
    "gunicorn uvicorn nginx haproxy traefik caddy keepalive keepalive_timeout KeepAliveTimeout keepAliveTimeout timeout client server http listen bind frontend idle_timeout 75 60s on = : { } ; , the and with for our app".split(
      " ",
    );
  const line = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 8 });
  const names = ["requirements.txt", "README.md", "list.ignore", "setup.py", "Gemfile", "a.lock"];

  it("a list or a document is no server", () => {
    const text = fc.array(line, { maxLength: 12 });
    fc.assert(
      fc.property(fc.constantFrom(...names), text, (name, lines) => {
        const written = lines.map((one) => one.join(" ")).join("\n");
        expect(only(name, written)).toBe(nothing);
      }),
      { numRuns: 500 },
    );
  });

  it("names without what a start or a block has are no server", () => {
    const bare = words.filter((word) => /^[a-z]+$/.test(word) && !/^(?:for|on)$/.test(word));
    const prose = fc.array(fc.array(fc.constantFrom(...bare), { minLength: 1, maxLength: 8 }), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(fc.constantFrom("-", "notes.txt", "a.conf"), prose, (name, lines) => {
        const written = lines.map((one) => one.join(" ")).join("\n");
        expect(only(name, written)).toBe(nothing);
      }),
      { numRuns: 500 },
    );
  });
});

describe("nobody is cleared", () => {
  const cases = Object.values(groups).flat();

  it("by a default, a part of a whole, an unknown value or an assumed idle timeout", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...cases),
        fc.option(fc.integer({ min: 1, max: 4000 })),
        (one, idle) => {
          const readings = readingsIn(one[1]);
          const balancer = chosenIdleTimeout(readings, idle ?? undefined);
          for (const { reading, standing, link } of judgeReadings(readings, balancer)) {
            if (standing !== "long-enough") continue;
            expect(reading).toMatchObject({
              state: expect.stringMatching(/^(?:set|never|closes)$/),
            });
            expect(reading.byDefault ?? reading.unless).toBeUndefined();
            const isFree = /^(?:never|closes)$/.test(reading.state) || link?.verdict === "no-reuse";
            expect(isFree || link?.client.kind !== null || !balancer.isAssumed).toBe(true);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("by standing behind another server: only a proxy has one behind it", () => {
    for (const [, files] of cases) {
      for (const path of requestPaths(readingsIn(files))) {
        const before = path.slice(0, -1).map(({ kind }) => serverNamed(kind)?.upstream);
        expect(before).not.toContain(undefined);
      }
    }
  });
});
