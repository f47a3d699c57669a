import type { ModalView } from "@slack/types";
import type { Flow } from "#language";
import type { Catalogue, Gone } from "../../engine/catalogue.ts";
import type { Engine } from "../../engine/engine.ts";
import type { RunAccess } from "../../engine/run-access.ts";
import type { Act } from "../../run/act.ts";
import type { ReadingRight } from "../../run/permission/rights.ts";
import type { Run, RunRow } from "../../run/run.ts";
import type { LinkTo } from "../delivery/posting/message-rows.ts";
import type { RememberCardPlace } from "../delivery/showing/moved-or-unshown.ts";
import type { NameBook } from "../delivery/web-api/people-names.ts";
import type { FormParts } from "../messages/forms/submitted-form.ts";
import type { Alerts } from "./alerts/alerts.ts";
import type { OfferForAlert } from "./alerts/offers.ts";
import type { Background } from "./background.ts";
import type { Download, ReadingTimes } from "./configurations/download.ts";
import type { Modals } from "./forms/modals.ts";
import type { Memberships } from "./membership.ts";
import type { ReadMessage } from "./record-message/slack-message.ts";
import type { Requester } from "./requester.ts";

/** What is asked for a person: each of it asks first whether they may. */
export type AuthorizedRequests = RunAccess &
  Pick<Engine, "start" | "mayStart" | "act"> &
  Pick<Engine, "flowOf" | "goneOf">;

/** For the bot itself: nothing that is read here is shown to anyone. */
export type Own = Pick<Engine, "read" | "rows" | "runsInThread" | "repaint" | "follow">;

/** What everyone who answers a person needs at hand. */
export interface HandlerDependencies {
  readonly engine: AuthorizedRequests;
  readonly own: Own;
  readonly catalogue: Catalogue;
  readonly memberships: Memberships;
  readonly modals: Modals;
  readonly linkTo: LinkTo;
  readonly readMessage: ReadMessage;
  readonly alerts: Alerts;
  readonly offer: OfferForAlert;
  readonly offerIn: readonly string[];
  readonly leaving: RememberCardPlace;
  readonly forms: FormParts;
  readonly download: Download;
  readonly readingTimes?: ReadingTimes | undefined;
  readonly background: Background;
  readonly names: NameBook;
  /** The slash command as it is installed: "/runbook". */
  readonly command: string;
}

/** What somebody asks for: all that is read and done for it asks first whether they may, and ends with the request's time. */
export interface RequestContext extends HandlerDependencies {
  readonly requester: Requester;
  /** A run, to read this of it. */
  readonly see: (run: string, reading: ReadingRight) => Promise<RunWithFlow>;
  /** Those of these runs that may be named to them. */
  readonly visible: (rows: readonly RunRow[]) => Promise<readonly RunRow[]>;
  /** Records what they did; the run as it is then. */
  readonly act: (run: string, act: Act) => Promise<Run>;
  /** Whether they may start a run here, of this flow where it is known. */
  readonly mayStart: (channel: string, flow?: string) => Promise<void>;
  readonly open: (view: ModalView) => Promise<string | undefined>;
}

/** A run with its flow, and what can be done where that is gone. */
export interface RunWithFlow {
  readonly run: Run;
  readonly flow: Flow;
  readonly gone: Gone | undefined;
}

export function requestContextOf(parts: HandlerDependencies, requester: Requester): RequestContext {
  const { engine, modals } = parts;
  const { person, team, delivery } = requester;
  return {
    ...parts,
    requester,
    see: async (id, reading) => {
      const run = await engine.see(id, reading, person, delivery.signal);
      return { run, flow: engine.flowOf(run), gone: engine.goneOf(run) };
    },
    visible: (rows) => engine.visible(rows, "list", person, delivery.signal),
    act: async (run, act) => (await engine.act(run, act, person, delivery)).run,
    mayStart: (channel, flow) => engine.mayStart(person, { team, channel }, flow, delivery.signal),
    open: (view) => modals.open(requester, view),
  };
}
