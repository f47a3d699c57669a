import { connect as connectTcp, isIP, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";

/** Where a connection is opened, and what is asked on it. */
export interface SocketTarget {
  /** An IP address. */
  readonly address: string;
  readonly port: number;
  /** Speaks TLS, whatever the certificate: nothing secret is sent, and a load balancer does not check it either. */
  readonly tls: boolean;
  /** The Host header, and the name asked for in TLS where it is one. */
  readonly host: string;
  readonly path: string;
  readonly method: "HEAD" | "GET";
}

/** Opens a connection; resolves with a sentence where that fails. Never rejects. */
export async function openSocket(
  where: SocketTarget,
  signal: AbortSignal,
): Promise<Socket | string> {
  const { socket, ready } = socketTo(where);
  const opened = await new Promise<true | string>((resolve) => {
    socket.setTimeout(connectMs, () => resolve(`No answer within ${connectMs / 1_000} s.`));
    socket.once("error", (error) => resolve(failureSays(error, where)));
    socket.once("close", () => resolve("It closed the connection while it was being opened."));
    socket.once(ready, () => resolve(true));
    signal.addEventListener("abort", () => resolve(stopped), { once: true });
    if (signal.aborted) resolve(stopped);
  });
  if (opened === true) return socket.setTimeout(0);
  socket.on("error", () => undefined).destroy();
  return opened;
}

function socketTo({ address, port, tls, host }: SocketTarget) {
  if (!tls) return { socket: connectTcp({ host: address, port }), ready: "connect" };
  const name = host.replace(/:\d+$/, "");
  const options = {
    host: address,
    port,
    rejectUnauthorized: false,
    ALPNProtocols: ["http/1.1"],
    ...(isIP(name.replaceAll(/[[\]]/g, "")) === 0 ? { servername: name } : {}),
  };
  return { socket: connectTls(options), ready: "secureConnect" };
}

const connectMs = 5_000;
const stopped = "The measuring ended before the connection was open.";

function failureSays(error: Error, { tls }: SocketTarget): string {
  const code = "code" in error ? String(error.code) : "";
  if (code === "ECONNREFUSED") return "Connection refused: nothing listens there.";
  if (code === "ECONNRESET") return "It broke the connection off while it was being opened.";
  if (/^E(TIMEDOUT|HOSTUNREACH|NETUNREACH|HOSTDOWN|ADDRNOTAVAIL|ACCES|PERM)$/.test(code)) {
    return `There is no way to it from here (${code}).`;
  }
  const what = tls ? "TLS" : "The connection";
  return `${what} could not be opened (${code === "" ? error.message : code}).`;
}
