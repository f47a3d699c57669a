import { after, type Case, debian } from "../case.ts";

const nginx = debian("nginx", "/usr/sbin/nginx", "nginx-light");
const kind = "nginx";

const common = {
  kind,
  program: nginx,
  start: ({ folder }) => ({ args: ["-e", "stderr", "-p", folder, "-c", `${folder}/nginx.conf`] }),
  read: ["nginx.conf"],
} satisfies Partial<Case>;

/** nginx in the foreground, with these lines in its http and in its server block. */
const conf = (port: number, folder: string, http: string, server = "") => `
daemon off;
pid ${folder}/nginx.pid;
error_log stderr;
events { worker_connections 64; }
http {
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  ${http}
  server {
    listen 127.0.0.1:${port};
    ${server}
    location / { return 200 "ok"; }
  }
}
`;

export const nginxCases: readonly Case[] = [
  {
    ...common,
    name: "nginx, keepalive_timeout 3s",
    files: ({ port, folder }) => ({ "nginx.conf": conf(port, folder, "keepalive_timeout 3s;") }),
    closes: after(3),
  },
  {
    ...common,
    name: "nginx, its server block overrides http, and a connection takes five requests",
    files: ({ port, folder }) => ({
      "nginx.conf": conf(
        port,
        folder,
        "keepalive_timeout 65;",
        "keepalive_timeout 2500ms; keepalive_requests 5;",
      ),
    }),
    closes: after(2.5),
    requestCap: 5,
  },
  {
    ...common,
    name: "nginx, what nginx -T prints",
    files: ({ port, folder }) => ({
      "nginx.conf": conf(port, folder, `include ${folder}/timeouts.conf;`),
      "timeouts.conf": "keepalive_timeout 4s 3s;\n",
    }),
    read: {
      printedBy: ({ folder }) => ["-e", "stderr", "-p", folder, "-c", `${folder}/nginx.conf`, "-T"],
    },
    closes: after(4),
  },
  {
    ...common,
    name: "nginx, keepalive_timeout 0",
    files: ({ port, folder }) => ({ "nginx.conf": conf(port, folder, "keepalive_timeout 0;") }),
    closes: { kind: "after-response", announced: true },
  },
  {
    ...common,
    name: "nginx, as it is compiled",
    files: ({ port, folder }) => ({ "nginx.conf": conf(port, folder, "") }),
    read: {
      printedBy: ({ folder }) => ["-e", "stderr", "-p", folder, "-c", `${folder}/nginx.conf`, "-T"],
    },
    closes: after(75),
    isDefault: true,
  },
];
