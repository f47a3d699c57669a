import { after, type Case, debian } from "../case.ts";

const haproxy = {
  kind: "HAProxy",
  program: debian("HAProxy", "/usr/sbin/haproxy", "haproxy"),
  start: ({ folder }) => ({ args: ["-db", "-f", `${folder}/haproxy.cfg`] }),
  read: ["haproxy.cfg"],
} satisfies Partial<Case>;

const haproxyConf = (port: number, timeouts: string) => ({
  "haproxy.cfg": `
defaults
  mode http
  timeout connect 5000
  timeout server 50000
${timeouts}

frontend web
  bind 127.0.0.1:${port}
  http-request return status 200 content-type text/plain string "ok"
`,
});

const caddy = {
  kind: "Caddy",
  program: debian("Caddy", "/usr/bin/caddy", "caddy"),
  start: ({ folder }) => ({
    args: ["run", "--config", `${folder}/Caddyfile`, "--adapter", "caddyfile"],
    env: { XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
  }),
  read: ["Caddyfile"],
} satisfies Partial<Case>;

const caddyConf = (port: number, servers: string) => ({
  Caddyfile: `{
  admin off
  auto_https off
${servers}
}

http://127.0.0.1:${port} {
  respond "ok"
}
`,
});

const lighttpd = {
  kind: "lighttpd",
  program: debian("lighttpd", "/usr/sbin/lighttpd", "lighttpd"),
  start: ({ folder }) => ({ args: ["-D", "-f", `${folder}/lighttpd.conf`] }),
  read: ["lighttpd.conf"],
} satisfies Partial<Case>;

const lighttpdConf = (port: number, folder: string, more: string) => ({
  "index.html": "ok",
  "lighttpd.conf": `
server.document-root = "${folder}"
server.port = ${port}
server.bind = "127.0.0.1"
index-file.names = ( "index.html" )
${more}
`,
});

export const proxyCases: readonly Case[] = [
  {
    ...haproxy,
    name: "HAProxy, timeout http-keep-alive 3s",
    files: ({ port }) =>
      haproxyConf(
        port,
        "  timeout client 50000\n  timeout http-keep-alive 3s\n  timeout http-request 10s",
      ),
    closes: after(3),
  },
  {
    ...haproxy,
    name: "HAProxy, whose timeout client is shorter than its timeout http-keep-alive",
    files: ({ port }) => haproxyConf(port, "  timeout client 2s\n  timeout http-keep-alive 6s"),
    closes: after(2),
  },
  {
    ...haproxy,
    name: "HAProxy, whose timeout http-keep-alive is 0",
    files: ({ port }) =>
      haproxyConf(
        port,
        "  timeout client 50000\n  timeout http-keep-alive 0\n  timeout http-request 3s",
      ),
    closes: after(3),
  },
  {
    ...haproxy,
    name: "HAProxy, which falls back to timeout http-request",
    files: ({ port }) => haproxyConf(port, "  timeout client 50000\n  timeout http-request 4s"),
    closes: after(4),
  },
  {
    ...haproxy,
    name: "HAProxy, which falls back to timeout client, as Debian sets it",
    files: ({ port }) => haproxyConf(port, "  timeout client 50000"),
    closes: after(50),
    isDefault: true,
  },
  {
    ...caddy,
    name: "Caddy, timeouts idle 4s",
    files: ({ port }) => caddyConf(port, "  servers {\n    timeouts {\n      idle 4s\n    }\n  }"),
    closes: after(4),
  },
  {
    ...lighttpd,
    name: "lighttpd, as it is compiled",
    files: ({ port, folder }) => lighttpdConf(port, folder, ""),
    closes: after(5, 2),
    isDefault: true,
  },
  {
    ...lighttpd,
    name: "lighttpd, server.max-keep-alive-idle = 3",
    files: ({ port, folder }) => lighttpdConf(port, folder, "server.max-keep-alive-idle = 3"),
    closes: after(3, 2),
  },
];
