import type { Access } from "../../engine/access.ts";
import type { Catalogue } from "../../engine/catalogue.ts";
import type { Engine } from "../../engine/engine.ts";
import type { Leaving } from "../delivery/moved-notice.ts";
import type { NameBook } from "../delivery/people-names.ts";
import type { LinkTo } from "../delivery/permalinks.ts";
import type { FormParts } from "../messages/forms/form-parts.ts";
import type { Alerts } from "./alerts/alerts.ts";
import type { Offer } from "./alerts/offers.ts";
import type { Configuring } from "./configurations/configurations.ts";
import type { Modals } from "./forms/modals.ts";
import type { Memberships } from "./membership.ts";
import type { ReadMessage } from "./record-message/slack-message.ts";

/** What is asked for a person: each of it asks first whether they may. */
export type Asked = Access &
  Pick<Engine, "start" | "mayStart" | "act"> &
  Pick<Engine, "flowOf" | "goneOf">;

/** For the bot itself: nothing that is read here is shown to anyone. */
export type Own = Pick<Engine, "read" | "rows" | "runsInThread" | "repaint" | "follow">;

/** What everyone who answers a person needs at hand. */
export interface RequestParts {
  readonly engine: Asked;
  readonly own: Own;
  readonly catalogue: Catalogue;
  readonly memberships: Memberships;
  readonly modals: Modals;
  readonly linkTo: LinkTo;
  readonly readMessage: ReadMessage;
  readonly alerts: Alerts;
  readonly offer: Offer;
  /** Channels in which an alert's message gets an offer. */
  readonly offerIn: readonly string[];
  readonly leaving: Leaving;
  readonly forms: FormParts;
  readonly configuring: Configuring;
  readonly names: NameBook;
  /** The slash command as it is installed: "/runbook". */
  readonly command: string;
}
