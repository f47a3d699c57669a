import type { Clock, Log, Store } from "./ports.ts";

/** How long an id of Slack's is remembered, in milliseconds: its documented retries end after a day. */
const rememberMs = 24 * 3_600_000;
const betweenMs = 3_600_000;

/** Forgets, hourly, the deliveries that cannot come again. */
export function createUpkeep(store: Pick<Store, "forgetDeliveries">, clock: Clock, log: Log) {
  const tidy = () =>
    store.forgetDeliveries(clock() - rememberMs).catch((error: unknown) => {
      log.warn("Old deliveries were not forgotten", error);
    });
  const timer = setInterval(tidy, betweenMs);
  timer.unref();
  return { tidy, stop: () => clearInterval(timer) };
}
