import { describe, expect, it } from "vitest";
import { nothing, only } from "./cases/case.ts";

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
    ["prometheus.yml", "global:\n  scrape_interval: 15s\nscrape_configs: []\n"],
  ])("%s is not recognised", (name, text) => {
    expect(only(name, text)).toBe(nothing);
  });
});
