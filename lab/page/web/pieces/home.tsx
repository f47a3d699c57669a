import { useEffect } from "preact/hooks";
import { asRecords } from "../../../workspace/json.ts";
import type { Sight } from "../../wire.ts";
import { Blocks } from "../blocks/blocks.tsx";
import { type ControlSurface, SurfaceContext } from "../controls/surface.ts";
import { hashOf } from "../state/place.ts";
import { useDo } from "../state/server.ts";

/** The app's Home tab; opening it tells the app, which then publishes it. */
export function Home({ sight }: { readonly sight: Sight }) {
  const perform = useDo();
  useEffect(() => void perform({ kind: "openHome" }), [sight.me]);
  const press: ControlSurface["press"] = (which, entry) =>
    perform({ kind: "clickInHome", which, entry });
  return (
    <section class="pane" aria-label={`${sight.bot.name}'s Home tab`}>
      <header class="pane-head">
        <a class="back" href={hashOf({ kind: "channels" })} aria-label="Back to the channels">
          ‹
        </a>
        <h2>{sight.bot.name}</h2>
        <span class="badge">app</span>
      </header>
      <div class="messages">
        <div class="home">
          <SurfaceContext value={{ press }}>
            {sight.home ? (
              <Blocks blocks={asRecords(sight.home.content.blocks)} />
            ) : (
              <p class="muted">{sight.bot.name} has not shown anything here yet.</p>
            )}
          </SurfaceContext>
        </div>
      </div>
    </section>
  );
}
