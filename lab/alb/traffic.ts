import { Agent, type RequestOptions, request } from "node:http";
import type { Random } from "./random.ts";

export interface TrafficOptions {
  readonly port: number;
  readonly requestsPerSecond: number;
  readonly random: Random;
  /** No more requests than this are under way at once; further arrivals are left out. */
  readonly atOnce?: number;
  /** What is asked for; pages, items and orders when absent. */
  readonly pick?: (random: Random) => ClientRequest;
  /** How long clients wait before they give up, in milliseconds; for ever when absent. */
  readonly patienceMs?: number;
}

export interface Traffic {
  readonly rate: () => number;
  /** Changes the requests per second; 0 pauses. */
  readonly setRate: (requestsPerSecond: number) => void;
  /** Stops sending and waits for the answers under way. */
  readonly stop: () => Promise<void>;
}

/** Sends requests to 127.0.0.1 that arrive at random (Poisson), mostly GET, some HEAD and POST. */
export function startTraffic({ requestsPerSecond, random, ...rest }: TrafficOptions): Traffic {
  const sender = createSender(random, rest);
  let rate = 0;
  let next = 0;
  let timer: NodeJS.Timeout | undefined;
  const wait = () => random.exponential(1_000 / rate);
  const arrive = () => {
    for (; next <= performance.now(); next += wait()) sender.send();
    timer = setTimeout(arrive, Math.max(0, next - performance.now()));
  };
  const setRate = (perSecond: number) => {
    clearTimeout(timer);
    rate = perSecond;
    next = performance.now() + wait();
    if (rate > 0) arrive();
  };
  setRate(requestsPerSecond);
  const stop = () => {
    setRate(0);
    return sender.finish();
  };
  return { rate: () => rate, setRate, stop };
}

function createSender(
  random: Random,
  {
    port,
    atOnce = 500,
    pick = pickMessage,
    patienceMs,
  }: Omit<TrafficOptions, "random" | "requestsPerSecond">,
) {
  const agent = new Agent({ keepAlive: true });
  const underWay = new Set<Promise<void>>();
  return {
    send: () => {
      if (underWay.size >= atOnce) return;
      const waits = patienceMs === undefined ? {} : { timeout: patienceMs };
      const sent = send({ port, agent, ...waits, ...pick(random) }).finally(() => {
        underWay.delete(sent);
      });
      underWay.add(sent);
    },
    finish: async () => {
      await Promise.all(underWay);
      agent.destroy();
    },
  };
}

/** A request as clients of the practice send it. */
export interface ClientRequest {
  readonly method: string;
  readonly path: string;
  readonly body?: string;
}

export function pickMessage(random: Random): ClientRequest {
  const choice = random.uniform();
  if (choice < 0.1) return { method: "HEAD", path: "/" };
  if (choice < 0.2) return { method: "POST", path: "/orders", body: '{"item":"lamp"}' };
  return { method: "GET", path: `/items/${random.index(1_000)}` };
}

/** Resolves once the answer, of whatever kind, has been read. */
function send({ body, ...options }: RequestOptions & ClientRequest): Promise<void> {
  return new Promise((resolve) => {
    const outgoing = request({ host: "127.0.0.1", ...options }, (response) => response.resume());
    outgoing.on("timeout", () => outgoing.destroy());
    outgoing.on("error", () => {}).once("close", resolve);
    outgoing.end(body);
  });
}
