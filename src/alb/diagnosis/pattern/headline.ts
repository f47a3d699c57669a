import { grouped, percent, several } from "../../../language/amounts.ts";
import type { PatternFinding } from "./judge-pattern.ts";
import type { Signs } from "./signs.ts";

/** The finding in a few words, understood wherever it stands alone. */
export const patternHeadline = (signs: Signs, finding: PatternFinding): string =>
  words[finding](signs);

const failed = ({ impact }: Signs): string =>
  `${percent(impact.share)} of requests failed with 502`;

const words: { readonly [finding in PatternFinding]: (signs: Signs) => string } = {
  "keepalive-race": (signs) => `${failed(signs)}, which fits the keep-alive race.`,
  "inner-hop-race": ({ inner }) =>
    `Targets answered ${percent(inner.impact.share)} of requests with 5xx, which fits a race behind the proxy.`,
  deploy: (signs) => `${failed(signs)}, together with changes of targets.`,
  "targets-down": () => "Targets are down, or fail their health checks.",
  "connect-refused": () => "Targets do not accept connections.",
  tls: () => "TLS to the targets fails.",
  "target-error": () => "The application itself answers with errors.",
  quiet: ({ impact }) => `No request of ${grouped(impact.requests)} failed with 502.`,
  "no-traffic": () => "There is no traffic to judge.",
  "too-few": ({ failures }) => `${several(failures, "request")} failed with 502, too few to tell.`,
  unclear: (signs) => `${failed(signs)}, and what that is remains unclear.`,
};
