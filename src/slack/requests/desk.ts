import type { Catalogue } from "../../engine/catalogue.ts";
import type { Engine } from "../../engine/engine.ts";
import type { ResolveLoadBalancer } from "../../engine/ports.ts";
import type { Leaving } from "../delivery/moved-notice.ts";
import type { NameBook } from "../delivery/people-names.ts";
import type { LinkTo } from "../delivery/permalinks.ts";
import type { FormParts } from "../messages/forms/parts.ts";
import type { Configuring } from "./configurations/configurations.ts";
import type { Memberships } from "./membership.ts";
import type { Modals } from "./modals.ts";
import type { ReadMessage } from "./record-message/source.ts";

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
