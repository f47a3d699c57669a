import type { Catalogue } from "../engine/catalogue.ts";
import type { Engine } from "../engine/engine.ts";
import type { ResolveLoadBalancer } from "../engine/ports.ts";
import type { Configuring } from "./configuring/configuring.ts";
import type { ReadMessage } from "./keeping/source.ts";
import type { Leaving } from "./leaving.ts";
import type { LinkTo } from "./links.ts";
import type { Memberships } from "./membership.ts";
import type { FormParts } from "./messages/forms/parts.ts";
import type { Modals } from "./modals.ts";
import type { NameBook } from "./names.ts";

/** What everyone who answers a person needs at hand. */
export interface Desk {
  readonly engine: Engine;
  readonly catalogue: Catalogue;
  readonly resolve: ResolveLoadBalancer;
  readonly memberships: Memberships;
  readonly modals: Modals;
  readonly linkTo: LinkTo;
  readonly readMessage: ReadMessage;
  readonly leaving: Leaving;
  readonly forms: FormParts;
  readonly configuring: Configuring;
  readonly names: NameBook;
  /** The slash command as it is installed: "/runbook". */
  readonly command: string;
}
