import type { Sight } from "../../wire.ts";
import icon from "../icon.svg";
import { hashOf, type PagePlace } from "../state/place.ts";
import { type Theme, useDark, zonesBeside } from "../state/preferences.ts";
import { useReader } from "../state/reader.ts";

/** Channels, the app, who one is, and the look. */
export function Sidebar(props: SidebarProps) {
  const { sight, place } = props;
  const channel = place.kind === "channel" || place.kind === "thread" ? place.channel : null;
  return (
    <nav class="sidebar" aria-label="Workspace">
      <p class="workspace-name">
        <img src={icon} alt="" />
        Handrail practice
      </p>
      <h2>Channels</h2>
      <ul>
        {sight.channels.map(({ id, name, isPrivate }) => (
          <li key={id}>
            <a
              href={hashOf({ kind: "channel", channel: id })}
              aria-current={id === channel ? "page" : undefined}
            >
              {isPrivate ? "🔒" : "#"} {name}
            </a>
          </li>
        ))}
      </ul>
      <h2>Apps</h2>
      <ul>
        <li>
          <a
            href={hashOf({ kind: "home" })}
            aria-current={place.kind === "home" ? "page" : undefined}
          >
            {sight.bot.name}
          </a>
        </li>
      </ul>
      <Settings {...props} />
    </nav>
  );
}

interface SidebarProps {
  readonly sight: Sight;
  readonly place: PagePlace;
  readonly theme: Theme;
  readonly setTheme: (theme: Theme) => void;
  readonly person: string;
  readonly setPerson: (id: string) => void;
  readonly setZone: (zone: string) => void;
}

function Settings(props: SidebarProps) {
  const { sight, theme, setTheme, person, setPerson, setZone } = props;
  const { tz } = useReader();
  const dark = useDark(theme);
  return (
    <div class="settings">
      <fieldset>
        <legend>You are</legend>
        <div class="segments">
          {sight.people.map(({ id, realName }) => (
            <label key={id} class={id === person ? "is-on" : ""}>
              <input
                type="radio"
                name="person"
                checked={id === person}
                onChange={() => setPerson(id)}
              />
              {realName}
            </label>
          ))}
        </div>
      </fieldset>
      <label class="clock">
        Your clock
        <select value={tz} onChange={({ currentTarget }) => setZone(currentTarget.value)}>
          {zonesBeside(tz).map((one) => (
            <option key={one} value={one}>
              {one.replace(/^.*\//, "").replaceAll("_", " ")}
            </option>
          ))}
        </select>
      </label>
      <button type="button" class="button" onClick={() => setTheme(dark ? "light" : "dark")}>
        {dark ? "Light look" : "Dark look"}
      </button>
    </div>
  );
}
