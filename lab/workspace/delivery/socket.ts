import type { Server } from "node:http";
import { type WebSocket, WebSocketServer } from "ws";
import { identity } from "../identity.ts";
import { createEnvelopes, type Outgoing, type PayloadDelivery } from "./envelopes.ts";

/** Why Slack ends a connection: https://docs.slack.dev/apis/events-api/using-socket-mode */
export type DisconnectReason = "warning" | "refresh_requested" | "link_disabled";

/** The app's WebSocket connections. */
export interface Sockets {
  readonly attach: (server: Server) => void;
  /** A path that one connection may use once. */
  readonly ticket: () => string;
  /** Sends a payload to any one connection; resolves when it is acknowledged or the limit passed. */
  readonly deliver: (outgoing: Outgoing) => Promise<PayloadDelivery>;
  /** Sends each unacknowledged event again, at most three times each. */
  readonly redeliver: () => Promise<readonly PayloadDelivery[]>;
  readonly count: () => number;
  /** Tells every connection that it will end. */
  readonly disconnect: (reason: DisconnectReason) => void;
  /** Cuts every connection without a word. */
  readonly drop: () => void;
  readonly close: () => void;
}

// https://docs.slack.dev/apis/events-api/using-socket-mode: up to 10 connections an app.
const mostConnections = 10;

/** Makes the Socket Mode side of the workspace; `ackLimitMs` is how long an ack may take. */
export function createSockets(ackLimitMs: number, changed: (subject: string) => void): Sockets {
  const server = new WebSocketServer({ noServer: true });
  const tickets = createTickets();
  const open = () => [...server.clients].filter((socket) => socket.readyState === socket.OPEN);
  const envelopes = createEnvelopes(ackLimitMs, inTurn(open));
  server.on("connection", (socket) => {
    if (open().length > mostConnections) refuse(socket);
    else welcome(socket, open().length, envelopes.receive, changed);
  });
  return {
    attach: (http) => attach(http, server, tickets.spend),
    ticket: tickets.issue,
    deliver: envelopes.deliver,
    redeliver: envelopes.redeliver,
    count: () => open().length,
    disconnect: (reason) => {
      for (const socket of open()) socket.send(farewell(reason));
    },
    drop: () => terminate(server),
    close: () => {
      envelopes.close();
      terminate(server);
      server.close();
    },
  };
}

function createTickets() {
  const tickets = new Set<string>();
  let issued = 0;
  return {
    issue: () => {
      issued += 1;
      tickets.add(`ticket-${issued}`);
      return `/link/?ticket=ticket-${issued}&app_id=${identity.appId}`;
    },
    spend: (ticket: string) => tickets.delete(ticket),
  };
}

/** "a payload goes to any one of them": the page above; here each in turn. */
function inTurn(open: () => readonly WebSocket[]): (text: string) => boolean {
  let turn = 0;
  return (text) => {
    const sockets = open();
    const socket = sockets[turn % Math.max(1, sockets.length)];
    turn += 1;
    socket?.send(text);
    return socket !== undefined;
  };
}

function welcome(
  socket: WebSocket,
  connections: number,
  receive: (text: string) => void,
  changed: (subject: string) => void,
): void {
  socket.on("message", (data) => receive(String(data)));
  socket.on("close", () => changed("closed"));
  socket.on("error", () => socket.terminate());
  socket.send(hello(connections));
  changed("opened");
}

function terminate(server: WebSocketServer): void {
  for (const socket of server.clients) socket.terminate();
}

function attach(http: Server, server: WebSocketServer, spend: (ticket: string) => boolean): void {
  http.on("upgrade", (request, socket, head) => {
    const ticket = new URL(request.url ?? "/", "http://127.0.0.1").searchParams.get("ticket");
    if (!ticket || !spend(ticket)) {
      socket.destroy();
      return;
    }
    server.handleUpgrade(request, socket, head, (upgraded) => {
      server.emit("connection", upgraded, request);
    });
  });
}

const debugInfo = {
  host: "applink-practice",
  build_number: 1,
  approximate_connection_time: 18_060,
};

const hello = (connections: number): string =>
  JSON.stringify({
    type: "hello",
    num_connections: connections,
    debug_info: debugInfo,
    connection_info: { app_id: identity.appId },
  });

const farewell = (reason: DisconnectReason | "too_many_websockets"): string =>
  JSON.stringify({ type: "disconnect", reason, debug_info: { host: debugInfo.host } });

function refuse(socket: WebSocket): void {
  socket.send(farewell("too_many_websockets"));
  socket.close();
}
