import { Fragment } from "preact";
import type { HopNow } from "../../../incident/contract.ts";
import type { Operations } from "../../wire.ts";
import { type HopLink, linksOf, safetyOf, sentenceOf } from "./safety.ts";

/** The request path, drawn: what stands on it, and how long each side of a link keeps idle connections. */
export function RequestPath({ operations, isHidden }: RequestPathProps) {
  const { loadBalancer, hops, requestsPerSecond } = operations;
  const links = linksOf(operations);
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
        {hops.map((hop, place) => (
          <Fragment key={hop.called}>
            <LinkDown link={links[place]} isHidden={isHidden} />
            <Hop hop={hop} isLast={place === hops.length - 1} operations={operations} />
          </Fragment>
        ))}
        {hops.length === 0 && <LambdaFunction />}
      </ol>
    </section>
  );
}

interface RequestPathProps {
  readonly operations: Operations;
  /** A training judges no link: that is left to who is trained. */
  readonly isHidden: boolean;
}

function LinkDown({ link, isHidden }: { link: HopLink | undefined; isHidden: boolean }) {
  if (link === undefined) return null;
  return (
    <li class={isHidden ? "link-down" : `link-down is-${safetyOf(link)}`}>
      <Times link={link} />
      {!isHidden && <p class="link-words">{sentenceOf(link)}</p>}
    </li>
  );
}

function Hop({ hop, isLast, operations: { targets } }: HopProps) {
  return (
    <li class="hop">
      <strong>{isLast ? "Backend" : "Proxy"}</strong>
      <span class="muted">
        {hop.called}
        {isLast && targets !== null && `, ${targets.healthy} of ${targets.all} targets healthy`}
      </span>
      <pre class="source">
        <span class="muted">{`${hop.where}  `}</span>
        {hop.line}
      </pre>
    </li>
  );
}

interface HopProps {
  readonly hop: HopNow;
  readonly isLast: boolean;
  readonly operations: Operations;
}

const LambdaFunction = () => (
  <>
    <li class="link-down" aria-hidden="true" />
    <li class="hop">
      <strong>Lambda function</strong>
      <span class="muted">no connection is kept</span>
    </li>
  </>
);

function Times({ link: { client, server, keeps, closes } }: { readonly link: HopLink }) {
  const longest = Math.max(keeps, closes);
  const keeper = client === "the load balancer" ? "ALB" : client;
  const closer = server === "the backend" ? "Backend" : server;
  return (
    <div class="times">
      <Time label={`${keeper} keeps`} seconds={keeps} longest={longest} />
      <Time label={`${closer} closes`} seconds={closes} longest={longest} />
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
