import { readServers } from "./read-servers.ts";
import type { Server } from "./server.ts";

/** Every kind of server that a responder can pick, grouped and in the order to show them. */
export const knownServers: readonly Server[] = readServers();

/** The server of this full name, as stored in an answer's `kind`; undefined when the table does not know it. */
export const serverNamed = (name = ""): Server | undefined => byName.get(name);

/** Whether it passes requests on to a server behind it, and so has a second link. */
export const isProxy = (server: Server): boolean => server.upstream !== undefined;

/**
 * The line of configuration that sets the value, from a template with {s}, {ms} or {hms}: `keepalive_timeout {s}s;` and 70
 * give `keepalive_timeout 70s;`.
 */
export const settingLine = (template: string, seconds: number): string =>
  template
    .replaceAll("{ms}", String(Math.round(seconds * 1000)))
    .replaceAll("{hms}", clock(Math.ceil(seconds)))
    .replaceAll("{s}", String(Math.ceil(seconds)));

const byName = new Map(knownServers.map((server) => [server.name, server]));

const clock = (seconds: number) =>
  [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
    .map((part) => String(part).padStart(2, "0"))
    .join(":");
