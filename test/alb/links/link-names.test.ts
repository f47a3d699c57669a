import { expect, test } from "vitest";
import { pathLinks } from "../../../src/alb/links/path-links.ts";

test.each(["unknown", "Unknown", ""])(
  "a kind that is not known (%j) is no name in a sentence",
  (kind) => {
    const servers = [{ kind, closes: { how: "unknown" } as const }];
    expect(pathLinks({ idleTimeoutSeconds: 60, servers })[0]?.says).toMatch(
      /^How long the server keeps an idle connection open is not known/,
    );
  },
);
