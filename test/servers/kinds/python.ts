import { after, type Case, debian } from "../case.ts";

const wsgi = `def app(environ, start_response):
    start_response("200 OK", [("Content-Length", "2"), ("Content-Type", "text/plain")])
    return [b"ok"]
`;

const asgi = `async def app(scope, receive, send):
    await receive()
    headers = [(b"content-length", b"2")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"ok"})
`;

/** A server that is started with these arguments, which `handrail keepalive read` finds in a Procfile. */
const started = (
  name: "gunicorn" | "uvicorn",
  args: readonly string[],
  app: string,
  bind: (port: number) => readonly string[],
) =>
  ({
    program: debian(name, `/usr/bin/${name}`, name === "gunicorn" ? "gunicorn" : "uvicorn"),
    files: () => ({ "app.py": app, Procfile: `web: ${[name, ...args, "app:app"].join(" ")}\n` }),
    start: ({ port }) => ({ args: [...bind(port), ...args, "app:app"] }),
    read: ["Procfile"],
  }) satisfies Partial<Case>;

const gunicorn = (args: readonly string[], app = wsgi) =>
  started("gunicorn", args, app, (port) => [
    "--bind",
    `127.0.0.1:${port}`,
    "--worker-tmp-dir",
    "/tmp",
  ]);
const uvicorn = (args: readonly string[]) =>
  started("uvicorn", args, asgi, (port) => ["--host", "127.0.0.1", "--port", String(port)]);

export const pythonCases: readonly Case[] = [
  {
    ...gunicorn(["--keep-alive", "5"]),
    name: "gunicorn's sync worker, whatever --keep-alive says",
    kind: "gunicorn sync worker",
    closes: { kind: "after-response", announced: true },
  },
  {
    ...gunicorn(["-k", "gthread", "--threads", "8"]),
    name: "gunicorn's gthread worker, as it is",
    kind: "gunicorn gthread",
    closes: after(2, 1),
    isDefault: true,
  },
  {
    ...gunicorn(["-k", "gthread", "--threads", "8", "--keep-alive", "4"]),
    name: "gunicorn's gthread worker, --keep-alive 4",
    kind: "gunicorn gthread",
    closes: after(4, 1),
  },
  {
    ...gunicorn(["-k", "uvicorn.workers.UvicornWorker"], asgi),
    name: "gunicorn with uvicorn's worker, as it is",
    kind: "gunicorn -k uvicorn.workers.UvicornWorker",
    closes: after(2),
    isDefault: true,
  },
  {
    ...uvicorn([]),
    name: "uvicorn, as it is",
    kind: "uvicorn",
    closes: after(5),
    isDefault: true,
  },
  {
    ...uvicorn(["--timeout-keep-alive", "3"]),
    name: "uvicorn, --timeout-keep-alive 3",
    kind: "uvicorn",
    closes: after(3),
  },
];
