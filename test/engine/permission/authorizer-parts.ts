import {
  type Audit,
  createAuthorizer,
  type PermissionQuestion,
  type Refused,
} from "../../../src/engine/authorizer.ts";
import type { Directory } from "../../../src/engine/permission-facts.ts";
import type { PersonFacts } from "../../../src/run/permission/may.ts";
import { type Rules, usualRules } from "../../../src/run/permission/rules.ts";
import { bench } from "../parts.ts";

const full: PersonFacts = { isOfTeam: true, isGuest: false, isBot: false, isDeactivated: false };
const kinds: { readonly [person: string]: Partial<PersonFacts> } = {
  UGUEST: { isGuest: true },
  UOTHER: { isOfTeam: false },
  UBOT: { isBot: true },
  UGONE: { isDeactivated: true },
};

/** A channel C1 with Ana and all who may not; everyone else is outside of it. */
export const slack = (isPrivate: boolean, more: Partial<Directory> = {}): Directory => ({
  person: async (id) => ({ ...full, ...kinds[id] }),
  membership: async (id) => (id === "UANA" || id in kinds ? "in" : "out"),
  channel: async () => ({ isPrivate, isShared: false }),
  inGroup: async (id, group) => group === "S1" && id === "UBEN",
  ...more,
});

/** An engine whose authorizer asks this directory, and what was written down of who was let in. */
export async function behind(directory: Directory, rules: Partial<Rules> = {}, patienceMs = 20) {
  const refused: Refused[] = [];
  const allowed: PermissionQuestion[] = [];
  const audit: Audit = {
    allowed: (one) => allowed.push(one),
    refused: (one) => refused.push(one),
  };
  const authorizer = createAuthorizer({
    ...{ directory, audit, patienceMs },
    rules: { ...usualRules, ...rules },
  });
  return { refused, allowed, authorizer, ...(await bench({ authorizer })) };
}
