import { nginxTime } from "../duration-units.ts";
import {
  byDefault,
  type Candidate,
  candidate,
  type Found,
  noReuse,
  remarkOnly,
  unclear,
  type Value,
} from "../found-values.ts";
import { valueFrom } from "../read-value.ts";
import { type Context, versionNumber } from "../versions-context.ts";
import type { Directive } from "./nginx-blocks.ts";

/** How long nginx keeps idle connections to the servers of each upstream block that it sends HTTP to. */
export function nginxUpstreams(http: readonly Directive[], context: Context): readonly Found[] {
  const inner = everythingIn(http);
  const others = new Set(
    inner
      .filter(({ name }) => /^(?:fastcgi|uwsgi|scgi|memcached|grpc)_pass$/.test(name))
      .map(({ values }) => (values[0] ?? "").replace(/^grpcs?:\/\//, "")),
  );
  const passes = inner.some(setsVersion);
  return http
    .filter(
      ({ name, values, block }) => block && name === "upstream" && !others.has(values[0] ?? ""),
    )
    .map((upstream) => upstreamOf(upstream, passes, context));
}

function upstreamOf(upstream: Directive, passes: boolean, { versions }: Context): Found {
  const last = (wanted: string) => upstream.block?.findLast(({ name }) => name === wanted);
  const keepalive = last("keepalive");
  const timeout = last("keepalive_timeout");
  const isOld = versions.nginx === undefined ? undefined : versions.nginx < keepsByDefault;
  const isOff = keepalive?.values[0] === "0";
  const kept =
    timeout === undefined
      ? byDefault
      : valueFrom(timeout.values[0] ?? "", nginxTime, { zero: noReuse });
  const value = isOff
    ? noReuse
    : keepalive === undefined && isOld !== false
      ? withoutKeepalive(kept, isOld)
      : kept;
  const { file, line } = timeout ?? keepalive ?? upstream;
  const notes = keepalive !== undefined && !passes && isOld !== false ? [needsVersion] : [];
  return { server: "nginx", side: "client", value, file, line, notes };
}

function withoutKeepalive(kept: Value, isOld: boolean | undefined): Value {
  if (isOld) return noReuse;
  const since: Candidate = candidate(
    "From nginx 1.29.7 on.",
    kept.kind === "default" ? { kind: "set", seconds: 60 } : kept,
  );
  return unclear(says.noKeepalive, candidate("Up to nginx 1.29.6.", noReuse), since);
}

/** From this version on upstream connections are kept without a "keepalive" directive. */
const keepsByDefault = versionNumber("1.29.7");

const setsVersion = ({ name, values }: Directive) =>
  name === "proxy_http_version" && /^(?:1\.1|2)$/.test(values[0] ?? "");

function everythingIn(directives: readonly Directive[]): readonly Directive[] {
  const all: Directive[] = [];
  const waiting = [directives];
  for (let level = waiting.pop(); level !== undefined; level = waiting.pop()) {
    for (const directive of level) {
      all.push(directive);
      if (directive.block !== undefined) waiting.push(directive.block);
    }
  }
  return all;
}

const says = {
  noKeepalive:
    'The upstream block has no "keepalive", and whether connections are kept then depends on the version of nginx.',
};

const needsVersion = remarkOnly(
  "Before nginx 1.29.7 connections are kept only with proxy_http_version 1.1, which the text does not set.",
);
