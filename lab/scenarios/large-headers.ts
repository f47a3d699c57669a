import { badHeaders } from "../logs/causes.ts";
import { node } from "./hops.ts";
import type { Scenario } from "./scenario.ts";
import { logsName } from "./walks.ts";

export const largeHeaders: Scenario = {
  name: "large-headers",
  title: "Response headers over 32 K",
  report: "Some customers cannot log in: a 502, again and again. Others never had one.",
  hint: "Look for a page that fails for some people only, and for cookies that grow.",
  truth: {
    says: "The login sets a cookie that has grown above 32 K for customers with many permissions.",
    verdict: ["bad-response"],
    walk: [{ step: "confirmPattern", choice: "keepalive-race" }, ...logsName("bad-response")],
    end: "elsewhere",
    evidence: {
      "alb.logs": "All failures are of the login, two in five of them.",
    },
  },
  path: [node(75)],
  logs: true,
  traffic: { paths: oftenEnough("/login/callback") },
  causes: () => [badHeaders("/login/callback", 0.4)],
};

/** A path that one request in five hundred asks for. */
function oftenEnough(path: string): readonly string[] {
  return [path, ...Array.from({ length: 499 }, (_, index) => `/items/${index % 40}`)];
}
