import { expect, test } from "vitest";
import { links } from "../../../src/alb/links/links.ts";

test.each(["unknown", "Unknown", ""])(
  "a kind that is not known (%j) is no name in a sentence",
  (kind) => {
    const servers = [{ kind, closes: { how: "unknown" } as const }];
    expect(links({ idleTimeoutSeconds: 60, servers })[0]?.says).toMatch(
      /^How long the server keeps an idle connection open is not known/,
    );
  },
);
