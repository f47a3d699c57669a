import { type At, after, type Case, debian } from "../case.ts";

const common = {
  kind: "Apache httpd",
  program: debian("Apache", "/usr/sbin/apache2", "apache2-bin"),
  start: ({ folder }) => ({ args: ["-DFOREGROUND", "-d", folder, "-f", `${folder}/apache2.conf`] }),
  read: ["apache2.conf"],
} satisfies Partial<Case>;

const conf = ({ port, folder }: At, more: string) => ({
  "index.html": "ok",
  "apache2.conf": `
ServerRoot "${folder}"
ServerName localhost
DefaultRuntimeDir ${folder}
PidFile ${folder}/apache2.pid
Mutex file:${folder}
ErrorLog ${folder}/error.log
LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
LoadModule dir_module /usr/lib/apache2/modules/mod_dir.so
User www-data
Group www-data
Listen 127.0.0.1:${port}
DocumentRoot ${folder}
DirectoryIndex index.html
${more}
`,
});

export const apacheCases: readonly Case[] = [
  {
    ...common,
    name: "Apache, as it is compiled",
    files: (at) => conf(at, ""),
    closes: after(5),
    isDefault: true,
  },
  {
    ...common,
    name: "Apache, KeepAliveTimeout 2 and MaxKeepAliveRequests 20",
    files: (at) => conf(at, "KeepAlive On\nKeepAliveTimeout 2\nMaxKeepAliveRequests 20"),
    closes: after(2),
    // It counts how often a connection is kept, so one more request is answered.
    requestCap: 21,
  },
  {
    ...common,
    name: "Apache, KeepAliveTimeout in milliseconds in a virtual host",
    files: (at) =>
      conf(
        at,
        `KeepAliveTimeout 30\n<VirtualHost 127.0.0.1:${at.port}>\n  ServerName localhost\n  DocumentRoot ${at.folder}\n  KeepAliveTimeout 3500ms\n</VirtualHost>`,
      ),
    closes: after(3.5),
  },
  {
    ...common,
    name: "Apache, KeepAlive Off",
    files: (at) => conf(at, "KeepAlive Off"),
    closes: { kind: "after-response", announced: true },
  },
];
