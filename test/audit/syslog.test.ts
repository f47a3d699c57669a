import { createServer, type Socket } from "node:net";
import { expect, it, onTestFinished, vi } from "vitest";
import { openSyslog } from "../../src/audit/syslog.ts";
import { silent } from "../engine/parts.ts";
import { eventually } from "../eventually.ts";

/** A server that keeps what it is sent, message by message. */
async function server() {
  const sockets = new Set<Socket>();
  let text = "";
  const listening = createServer((socket) => {
    sockets.add(socket);
    socket.on("data", (data) => {
      text += data;
    });
    socket.on("error", () => {});
  });
  const listen = (port: number) =>
    new Promise<void>((resolve) => listening.listen(port, "127.0.0.1", resolve));
  const end = () =>
    new Promise<void>((resolve) => {
      for (const socket of sockets) socket.destroy();
      listening.close(() => resolve());
    });
  await listen(0);
  onTestFinished(end);
  const { port } = listening.address() as { port: number };
  return { port, end, again: () => listen(port), messages: () => messagesIn(text) };
}

function messagesIn(text: string): string[] {
  const found = /^(\d+) /.exec(text);
  if (!found) return [];
  const start = found[0].length;
  const length = Number(found[1]);
  return [text.slice(start, start + length), ...messagesIn(text.slice(start + length))];
}

const parts = { host: "127.0.0.1", clock: () => 0, log: silent, againMs: 5 };

it("sends each line as a message with its length before it", async () => {
  const { port, messages } = await server();
  const audit = openSyslog({ ...parts, port });
  audit.write('{"one":"ä"}\n'.replace("ä", "a"));
  audit.write('{"two":2}\n');
  await audit.close();
  await eventually(() => expect(messages()).toHaveLength(2));
  expect(messages()[0]).toMatch(
    /^<110>1 1970-01-01T00:00:00\.000Z \S+ handrail \d+ - - \{"one":"a"\}$/,
  );
});

it("loses nothing that is told while the server is away", async () => {
  const { port, end, again, messages } = await server();
  await end();
  const error = vi.fn();
  const audit = openSyslog({ ...parts, port, log: { ...silent, error } });
  audit.write("one\n");
  audit.write("two\n");
  await eventually(() => expect(error).toHaveBeenCalledTimes(1));
  await again();
  await eventually(() => expect(messages()).toHaveLength(2));
  expect(messages().map((message) => message.split(" - - ")[1])).toEqual(["one", "two"]);
  await audit.close();
});
