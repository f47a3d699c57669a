import { byDefault, type Candidate, candidate, type Found, unclear } from "../found-values.ts";
import { fileNamed } from "../versions-context.ts";
import { optionIn, type ProgramStart } from "./program-start.ts";

/** Images that start a server when they are told nothing else, with the program that they start. */
const images: ReadonlyMap<string, string> = new Map([
  ...["nginx", "openresty", "httpd", "haproxy", "caddy", "lighttpd", "envoy", "traefik"].map(
    (name) => [name, name] as const,
  ),
  ["nginx-unprivileged", "nginx"],
  ["frankenphp", "frankenphp"],
  ["tomcat", "catalina.sh"],
  ["varnish", "varnishd"],
]);

/** The program that an image starts by itself; undefined for one that is not known. */
export const imageProgram = (image: string): string | undefined => images.get(image);

/** Servers that take their timeouts from a file: a command says that they run, not what holds. */
export const configuredElsewhere = {
  nginx: byFile("nginx", "nginx.conf", [
    candidate("The default that is compiled in.", { kind: "set", seconds: 75 }),
    candidate("The value in the nginx.conf of nginx.org and of the official image.", {
      kind: "set",
      seconds: 65,
    }),
  ]),
  apache: byFile("apache", "httpd.conf or apache2.conf", [
    candidate("The default of Apache httpd.", { kind: "set", seconds: 5 }),
  ]),
  haproxy: byFile("haproxy", "haproxy.cfg", []),
  caddy: byFile("caddy", "Caddyfile", [
    candidate("The default of Caddy.", { kind: "set", seconds: 300 }),
  ]),
  frankenphp: byFile("frankenphp", "Caddyfile", [
    candidate("The default of Caddy.", { kind: "set", seconds: 300 }),
  ]),
  tomcat: byFile("tomcat", "server.xml", [
    candidate("The value in the server.xml that Tomcat brings.", { kind: "set", seconds: 20 }),
  ]),
  lighttpd: byFile("lighttpd", "lighttpd.conf", [
    candidate("The default of lighttpd.", { kind: "set", seconds: 5 }),
  ]),
  envoy: byFile("envoy", "Envoy configuration", [
    candidate("The default of Envoy.", { kind: "set", seconds: 3600 }),
  ]),
} as const;

function byFile(server: string, file: string, defaults: readonly Candidate[]) {
  return (run: ProgramStart): readonly Found[] => {
    if (isAside(run)) return [];
    // Nothing in the Dockerfile replaces or adds to what the official image brings.
    if (server === "nginx" && run.context.nginxUntouched && run.options.length === 0) {
      const packaged = { server: "nginx-packaged", side: "server", value: byDefault } as const;
      return [{ ...packaged, file: run.file, line: run.line, weak: true }];
    }
    const value = unclear(`Its ${file} decides, and it was not given.`, ...defaults);
    const found: Found = { server, side: "server", value, file: run.file, line: run.line };
    return [namesAnother(run) ? found : { ...found, weak: true }];
  };
}

/** Whether the command names a file that was not given, and nothing in the files says that one of them is put there. */
function namesAnother({ options, context: { sources } }: ProgramStart): boolean {
  const path = optionIn(options, "-c", "-f", "--config")?.text ?? "";
  if (!/^[\w./-]{1,200}(?:\.\w{1,10}|Caddyfile)$/.test(path)) return false;
  if (fileNamed(path, sources) !== undefined) return false;
  const mentions = sources.flatMap(({ text }) => text.slice(0, 100_000).split(path).slice(1));
  return mentions.length <= 1;
}

/** A test of the configuration, a signal, a worker of a master, or a user's name before a process id in what ps prints. */
function isAside({ options, program }: ProgramStart): boolean {
  const [first = "", second = ""] = options.map(({ text }) => text);
  return (
    (program === "haproxy" && first === "-c") ||
    /^-(?:t|T|V|v|h|s|q|\?)$/.test(first) ||
    /^(?:--?(?:version|help)|\d+)$/.test(first) ||
    /^(?:fmt|validate|reload|adapt|hash-password|version|worker|cache|stop|status|graceful)$/.test(
      first,
    ) ||
    (first === "-k" && second !== "start")
  );
}
