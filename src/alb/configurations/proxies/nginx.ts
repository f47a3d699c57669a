import type { Context } from "../context.ts";
import {
  byDefault,
  closes,
  type Found,
  perhaps,
  type Source,
  unknown,
  type Value,
} from "../found.ts";
import { nginxTime } from "../units.ts";
import { valueFrom } from "../value.ts";
import type { Directive } from "./nginx-blocks.ts";
import { configurationsOf } from "./nginx-includes.ts";
import { upstreamsOf } from "./nginx-upstream.ts";

/** The idle timeouts of nginx towards its clients, by block, and of its upstream blocks. */
export function readNginx(sources: readonly Source[], context: Context): readonly Found[] {
  return configurationsOf(sources).flatMap(({ directives }) => {
    const [first] = directives;
    if (first === undefined) return [];
    const blocks = directives.filter(({ name }) => name === "http");
    const levels = blocks.length > 0 ? blocks.map(({ block }) => block ?? []) : [directives];
    const isWhole = blocks.length > 0;
    if (!isWhole && !directives.some(isHttp)) return [];
    return levels.flatMap((level) => {
      const outside = isWhole
        ? { ...nothing, place: blocks[0] ?? first }
        : fragment(first, context);
      return [...closing(level, outside), ...upstreamsOf(level, context)];
    });
  });
}

/** What applies in a block: the directives of the innermost block that has them. */
interface Level {
  readonly place: Directive;
  readonly timeout?: Directive;
  readonly requests?: Directive;
  readonly without: Value;
  readonly server: "nginx" | "nginx-packaged";
}

const nothing = { without: byDefault, server: "nginx" } as const;

/** A file of conf.d: what applies outside of it stands in nginx.conf. */
function fragment(place: Directive, { nginxImage }: Context): Level {
  if (nginxImage) return { place, without: byDefault, server: "nginx-packaged" };
  return { place, without: unknown(says.fragment, compiled, stock), server: "nginx" };
}

function closing(http: readonly Directive[], outside: Level): readonly Found[] {
  const found: Found[] = [];
  const waiting = [{ directives: http, outside, isHttp: true }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { directives, outside, isHttp } = next;
    const level = levelOf(directives, outside);
    const inner = directives.filter(({ name, block }) => block && serving.test(name)).reverse();
    if (isHttp ? !inner.some(isServer) : isServer(level.place) || differs(level, outside)) {
      found.push(foundAt(level));
    }
    for (const place of inner) {
      waiting.push({ directives: place.block ?? [], outside: { ...level, place }, isHttp: false });
    }
  }
  return found;
}

const serving = /^(?:server|location|if|limit_except)$/;
const isServer = ({ name }: Directive) => name === "server";
const differs = (level: Level, outside: Level) =>
  level.timeout !== outside.timeout || level.requests !== outside.requests;

function levelOf(directives: readonly Directive[], outside: Level): Level {
  const timeout = directives.findLast(({ name, block }) => name === "keepalive_timeout" && !block);
  const requests = directives.findLast(({ name }) => name === "keepalive_requests");
  const hasUnseen = directives.some(
    (directive) => directive.name === "include" && !isHarmless(directive),
  );
  return {
    ...outside,
    ...(timeout === undefined ? {} : { timeout }),
    ...(requests === undefined ? {} : { requests }),
    ...(hasUnseen && outside.without.kind === "default"
      ? { without: unknown(says.include, compiled) }
      : {}),
  };
}

function foundAt({ place, timeout, requests, without, server }: Level): Found {
  const at = timeout ?? place;
  const once = Number(requests?.values[0] ?? Number.NaN) <= 1;
  const value = once
    ? closes
    : timeout === undefined
      ? without
      : valueFrom(timeout.values[0] ?? "", nginxTime, { zero: closes });
  const { file, line } = once ? (requests ?? at) : at;
  const name = timeout === undefined ? server : "nginx";
  return { server: name, side: "server", value, file, line };
}

const isHttp = ({ name, block }: Directive) =>
  (block !== undefined && /^(?:server|upstream|location|map)$/.test(name)) ||
  name === "keepalive_timeout";

/** Files of every distribution that set no timeout. */
const isHarmless = ({ values }: Directive) =>
  /(?:^|\/)(?:mime\.types|(?:fastcgi|scgi|uwsgi|proxy)[_-]params|fastcgi(?:-php)?\.conf|koi-\w+|win-utf|modules-enabled\/\*\.conf|options-ssl-nginx\.conf)$/.test(
    (values[0] ?? "").slice(0, 300),
  );

const compiled = perhaps("The default that is compiled in.", { kind: "set", seconds: 75 });
const stock = perhaps("The value in the nginx.conf of nginx.org and of the official image.", {
  kind: "set",
  seconds: 65,
});

const says = {
  fragment: "The file has no http block: what applies stands in an nginx.conf that was not given.",
  include: "A file that is included was not given, and it may set the timeout.",
};
