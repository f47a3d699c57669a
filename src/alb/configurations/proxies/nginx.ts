import { nginxTime } from "../duration-units.ts";
import {
  byDefault,
  candidate,
  candidatesOf,
  type Found,
  noReuse,
  type Source,
  unclear,
  type Value,
} from "../found-values.ts";
import { valueFrom } from "../read-value.ts";
import type { Context } from "../versions-context.ts";
import type { Directive } from "./nginx-blocks.ts";
import { nginxConfigurations } from "./nginx-includes.ts";
import { nginxUpstreams } from "./nginx-upstream.ts";

/** The idle timeouts of nginx towards its clients, by block, and of its upstream blocks. */
export function readNginx(sources: readonly Source[], context: Context): readonly Found[] {
  return nginxConfigurations(sources).flatMap(({ directives }) => {
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
      const closes = closing(level, outside).map((found) => (isWhole ? found : beanstalk(found)));
      return [...closes, ...nginxUpstreams(level, context)];
    });
  });
}

/** Elastic Beanstalk's own server block, in which nothing of .platform/nginx/conf.d stands, sets 60 s. */
function beanstalk(found: Found): Found {
  if (!/(?:^|\/)\.platform\/nginx\/conf\.d\/[^/]{1,200}$/.test(found.file.slice(-400)))
    return found;
  if (found.unless === undefined) return found;
  const { unless: _, ...whole } = found;
  const own = candidatesOf(
    "Stands here, and counts where no server block sets another.",
    found.value,
  );
  return { ...whole, value: unclear(says.beanstalk, stockServer, ...own) };
}

const stockServer = candidate("Stands in the server block of Elastic Beanstalk.", {
  kind: "set",
  seconds: 60,
});

/** What applies in a block: the directives of the innermost block that has them. */
interface Level {
  readonly place: Directive;
  readonly timeout?: Directive;
  readonly requests?: Directive;
  readonly without: Value;
  readonly server: "nginx" | "nginx-packaged";
  /** The directive that stands a second time in one block, which nginx refuses. */
  readonly twice?: Directive;
  /** What in a file that was not given may set another value here. */
  readonly unless?: string;
  /** The same, here and in all blocks inside. */
  readonly unseen?: string;
}

const nothing = { without: byDefault, server: "nginx" } as const;

/** A file of conf.d: what applies outside of it stands in nginx.conf. */
function fragment(place: Directive, { nginxImage }: Context): Level {
  if (nginxImage)
    return { place, without: byDefault, server: "nginx-packaged", unless: says.servers };
  const without = unclear(says.fragment, compiled, stock);
  return { place, without, server: "nginx", unless: says.servers };
}

function closing(http: readonly Directive[], outside: Level): readonly Found[] {
  const found: Found[] = [];
  const waiting = [{ directives: http, outside, isHttp: true }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { directives, outside, isHttp } = next;
    const level = levelOf(directives, outside, isHttp);
    const inner = directives.filter(({ name, block }) => block && serving.test(name)).reverse();
    if (isHttp ? !inner.some(isServer) : isServer(level.place) || differs(level, outside)) {
      found.push(foundAt(level));
    }
    for (const place of inner) {
      const { unless: _, ...whole } = level;
      waiting.push({ directives: place.block ?? [], outside: { ...whole, place }, isHttp: false });
    }
  }
  return found;
}

const serving = /^(?:server|location|if|limit_except)$/;
const isServer = ({ name }: Directive) => name === "server";
const differs = (level: Level, outside: Level) =>
  level.timeout !== outside.timeout || level.requests !== outside.requests;

function levelOf(directives: readonly Directive[], outside: Level, isHttp: boolean): Level {
  const [timeout, twice] = directives
    .filter(({ name, block }) => name === "keepalive_timeout" && !block)
    .reverse();
  const requests = directives.findLast(({ name }) => name === "keepalive_requests");
  const hasUnseen = directives.some(
    (directive) => directive.name === "include" && !isHarmless(directive),
  );
  return {
    ...outside,
    ...(hasUnseen ? unseenIn(isHttp, timeout) : {}),
    ...(timeout === undefined ? {} : { timeout }),
    ...(requests === undefined ? {} : { requests }),
    ...(twice === undefined ? {} : { twice }),
    ...(hasUnseen && outside.without.kind === "default"
      ? { without: unclear(says.include, compiled) }
      : {}),
  };
}

/** What is included beside servers may hold the one that answers; within a block it may overrule what stands outside, and nothing else. */
function unseenIn(isHttp: boolean, timeout: Directive | undefined): Pick<Level, "unseen"> {
  if (isHttp) return { unseen: says.servers };
  return timeout === undefined ? { unseen: says.include } : {};
}

function foundAt(level: Level): Found {
  const { place, timeout, requests, without, server, twice } = level;
  if (twice !== undefined) {
    const { file, line } = timeout ?? twice;
    return { server: "nginx", side: "server", value: unclear(says.twice), file, line };
  }
  const at = timeout ?? place;
  const once = Number(requests?.values[0] ?? Number.NaN) <= 1;
  const value = once
    ? noReuse
    : timeout === undefined
      ? without
      : valueFrom(timeout.values[0] ?? "", nginxTime, { zero: noReuse });
  const { file, line } = once ? (requests ?? at) : at;
  const name = timeout === undefined ? server : "nginx";
  const unless = level.unless ?? level.unseen;
  const found = { server: name, side: "server", value, file, line } as const;
  return unless === undefined ? found : { ...found, unless };
}

const isHttp = ({ name, block }: Directive) =>
  (block !== undefined && /^(?:server|upstream|location|map)$/.test(name)) ||
  name === "keepalive_timeout";

/** Files of every distribution that set no timeout. */
const isHarmless = ({ values }: Directive) =>
  /(?:^|\/)(?:mime\.types|(?:fastcgi|scgi|uwsgi|proxy)[_-]params|fastcgi(?:-php)?\.conf|koi-\w+|win-utf|modules-enabled\/\*\.conf|options-ssl-nginx\.conf)$/.test(
    (values[0] ?? "").slice(0, 300),
  );

const compiled = candidate("The default that is compiled in.", { kind: "set", seconds: 75 });
const stock = candidate("The value in the nginx.conf of nginx.org and of the official image.", {
  kind: "set",
  seconds: 65,
});

const says = {
  twice: "The directive stands twice in one block, which nginx refuses: it does not start with it.",
  servers: "A server block, which stands in a file that was not given, may set another value.",
  beanstalk:
    "The server block that Elastic Beanstalk brings sets a timeout of its own, which overrides this one.",
  fragment: "The file has no http block: what applies stands in an nginx.conf that was not given.",
  include:
    "A file that is included, or the end of this one, was not given, and it may set the timeout.",
};
