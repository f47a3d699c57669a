import type { Operations } from "../../wire.ts";
import { safetyOf, sentenceOf } from "./safety.ts";

/** The request path, drawn: what stands on it, and how long each side of a link keeps idle connections. */
export function RequestPath({ operations }: { readonly operations: Operations }) {
  const { loadBalancer, backend, requestsPerSecond } = operations;
  const safety = safetyOf(operations);
  return (
    <section aria-label="Request path">
      <h3>Request path</h3>
      <ol class="path">
        <li class="hop">
          <strong>Customers</strong>
          <span class="muted">{requestsPerSecond} requests a second</span>
        </li>
        <li class="link-down" aria-hidden="true" />
        <li class="hop">
          <strong>Load balancer</strong>
          <span class="muted">{loadBalancer.name}</span>
        </li>
        <li class={`link-down is-${safety}`}>
          <Times operations={operations} />
          <p class="link-words">{sentenceOf(operations)}</p>
        </li>
        <li class="hop">
          <strong>Backend</strong>
          <span class="muted">Node 24, behind no proxy</span>
          <pre class="source">
            <span class="muted">{"server.js  12  "}</span>
            {`server.keepAliveTimeout = ${backend.keepAliveSeconds * 1_000}`}
          </pre>
        </li>
      </ol>
    </section>
  );
}

function Times({ operations: { loadBalancer, backend } }: { readonly operations: Operations }) {
  const longest = Math.max(loadBalancer.idleSeconds, backend.closesAfterSeconds);
  return (
    <div class="times">
      <Time label="ALB keeps" seconds={loadBalancer.idleSeconds} longest={longest} />
      <Time label="Backend closes" seconds={backend.closesAfterSeconds} longest={longest} />
    </div>
  );
}

function Time({ label, seconds, longest }: TimeProps) {
  return (
    <p>
      <span>{label}</span>
      <span class="time" aria-hidden="true">
        <span style={{ width: `${(100 * seconds) / longest}%` }} />
      </span>
      <b>{seconds} s</b>
    </p>
  );
}

interface TimeProps {
  readonly label: string;
  readonly seconds: number;
  readonly longest: number;
}
