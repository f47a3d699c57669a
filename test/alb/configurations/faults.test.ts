import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  chosenIdleTimeout,
  judgeReadings,
  type ReadingStanding,
} from "../../../src/alb/configurations/judge-reading.ts";
import { read } from "../../../src/alb/configurations/read.ts";
import { knownServers } from "../../../src/alb/links/servers.ts";

const folder = join(import.meta.dirname, "faults");

/** The files of a case by name, folders with all that they hold. */
function filesOf(names: readonly string[]): readonly { name: string; text: string }[] {
  return names.flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory())
      return filesOf(readdirSync(path).map((inner) => join(name, inner)));
    return [{ name, text: readFileSync(path, "utf8") }];
  });
}

/** The readings as "server side state seconds line", candidates behind "may be"; and how the whole stands. */
function told(names: readonly string[], idleTimeoutSeconds?: number) {
  const readings = read(filesOf(names));
  const judged = judgeReadings(readings, chosenIdleTimeout(readings, idleTimeoutSeconds));
  const lines = readings.map(({ server, side, state, seconds, others, line }) => {
    const id = knownServers.find(({ name }) => name === server)?.id ?? server;
    const may = others.flatMap((other) => other.seconds ?? []);
    const more = state === "unknown" && may.length > 0 ? ` may be ${may.join(", ")}` : "";
    return `${id} ${side} ${state} ${seconds ?? "-"} :${line}${more}`;
  });
  return { lines, standings: [...new Set(judged.map(({ standing }) => standing))] };
}

type Row = readonly [names: readonly string[], lines: readonly string[], standing: ReadingStanding];

const nothing = ["unknown server unknown - :1"];

const silentlyWrong: readonly Row[] = [
  [["f01-gunicorn-pasted.txt"], ["gunicorn-gevent server set 75 :3"], "unproven"],
  [["f01-terraform.tf"], nothing, "unrecognised"],
  [["f01-openvpn-server.conf"], nothing, "unrecognised"],
  [["f01-dovecot.conf"], nothing, "unrecognised"],
  [["f02-gunicorn.conf.py"], ["gunicorn-gthread server unknown - :2 may be 5"], "unknown"],
  [["f02-gunicorn.conf.py", "f02-Dockerfile"], ["gunicorn-uvicorn server set 5 :2"], "too-short"],
  [
    ["f03-haproxy-fragment.cfg"],
    ["haproxy server unknown - :1", "haproxy client unknown - :4"],
    "unknown",
  ],
  [
    ["f03-haproxy-00-defaults.cfg", "f03-haproxy-fragment.cfg"],
    ["haproxy server set 4 :6", "haproxy client unknown - :4"],
    "too-short",
  ],
  [["f03-htaccess"], nothing, "unrecognised"],
  [["f03-apache-alias.conf"], nothing, "unrecognised"],
  [["f04-eb"], ["nginx server set 60 :6"], "tie"],
  [["f04-eb/.platform"], ["nginx server unknown - :1 may be 60, 600"], "unknown"],
  [["f05-requirements.txt"], nothing, "unrecognised"],
  [["f05-setup.py"], nothing, "unrecognised"],
  [["f05-settings.py"], nothing, "unrecognised"],
  [["f05-list.ignore"], nothing, "unrecognised"],
  [["f05-outputs.tf"], nothing, "unrecognised"],
  [
    ["f06-compose-parallel.yml"],
    ["next server set 70 :4", "gunicorn-gthread server set 5 :7"],
    "too-short",
  ],
  [
    ["f06-k8s-parallel.yaml"],
    ["uvicorn server set 75 :4", "gunicorn-gthread server default 2 :9"],
    "too-short",
  ],
  [
    ["f07-cfn-idle-120.yaml"],
    ["load balancer client set 120 :6", "gunicorn-gthread server set 75 :13"],
    "too-short",
  ],
  [
    ["f07-k8s-annotation.yaml"],
    ["load balancer client set 120 :6", "uvicorn server set 75 :10"],
    "too-short",
  ],
  [["f07-serve.go"], ["go server set 300 :3"], "unproven"],
];

describe("a configuration that was read silently wrong", () => {
  it.each(silentlyWrong)("%j is %j", (names, lines, standing) => {
    const found = told(names);
    expect(found.lines).toEqual(lines);
    expect(found.standings).toContain(standing);
    expect(found.standings).not.toContain("long-enough");
  });
});

const wrongProgram: readonly Row[] = [
  [["f08-thruster"], ["thruster server default 60 :2", "puma-7 server default 65 :2"], "tie"],
  [["f09-HttpSys.cs"], ["iis server set 30 :2"], "too-short"],
  [["f09-gunicorn-tornado"], ["tornado server default 3600 :2"], "unproven"],
  [["f09-gunicorn-asgi"], ["gunicorn-asgi server never - :2"], "unproven"],
  [["f10-fastapi-run"], ["fastapi server default 5 :2"], "too-short"],
  [["f11-spring-profiles"], ["tomcat-embedded server unknown - :5 may be 75, 5"], "unknown"],
];

const unread: readonly Row[] = [
  [["f12-dropwizard.yml"], ["jetty server set 65 :5"], "unproven"],
  [["f12-helidon.yaml"], ["helidon server set 30 :3"], "too-short"],
  [["f12-tomcat.server.xml.erb"], ["tomcat server set 20 :4"], "too-short"],
  [["f13-cloudinit.yaml"], ["nginx server set 20 :5"], "too-short"],
  [["f13-eb-files.config"], ["nginx server set 20 :5"], "too-short"],
  [["f14-entrypoint.sh"], ["uvicorn server default 5 :2"], "too-short"],
  [["f14-entrypoint2.sh"], ["node-20 server unknown - :2 may be 6"], "unknown"],
];

describe("a configuration of which the wrong program was judged, or that was not read", () => {
  it.each([...wrongProgram, ...unread])("%j is %j", (names, lines, standing) => {
    const found = told(names);
    expect(found.lines).toEqual(lines);
    expect(found.standings).toContain(standing);
    expect(found.standings).not.toContain("long-enough");
  });
});
