import { useEffect, useState } from "preact/hooks";

/** Who one is in this tab, and how to become somebody else; a second tab can be another person. */
export function usePerson(first: string): readonly [string, (id: string) => void] {
  const [person, setPerson] = useState(() => sessionStorage.getItem("person") ?? first);
  return [
    person,
    (id) => {
      sessionStorage.setItem("person", id);
      setPerson(id);
    },
  ];
}

/** The clock that was chosen in this tab, as an IANA time zone; null: each person's own. */
export type Zone = string | null;

/** The clock, and how to set another. */
export function useZone(): readonly [Zone, (zone: string) => void] {
  const [zone, setZone] = useState<Zone>(() => sessionStorage.getItem("zone"));
  return [
    zone,
    (chosen) => {
      sessionStorage.setItem("zone", chosen);
      setZone(chosen);
    },
  ];
}

/** What can be chosen beside `now`: this machine's own, and clocks that differ by hours, by half an hour and by a day. */
export const zonesBeside = (now: string): readonly string[] => [
  ...new Set([
    now,
    "UTC",
    Intl.DateTimeFormat().resolvedOptions().timeZone,
    "America/New_York",
    "Asia/Kolkata",
    "Pacific/Auckland",
  ]),
];

/** The look that was chosen; null follows the system. */
export type Theme = "light" | "dark" | null;

/** The theme, kept in this browser, and how to change it. */
export function useTheme(): readonly [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState(kept);
  useEffect(() => {
    if (theme) document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
    localStorage.setItem("theme", theme ?? "");
  }, [theme]);
  return [theme, setTheme];
}

/** Whether the page is dark now, also when the system changes. */
export function useDark(theme: Theme): boolean {
  const [isSystemDark, setSystemDark] = useState(() => system().matches);
  useEffect(() => {
    const query = system();
    const look = () => setSystemDark(query.matches);
    query.addEventListener("change", look);
    return () => query.removeEventListener("change", look);
  }, []);
  return theme === null ? isSystemDark : theme === "dark";
}

const system = (): MediaQueryList => matchMedia("(prefers-color-scheme: dark)");

function kept(): Theme {
  const theme = localStorage.getItem("theme");
  return theme === "light" || theme === "dark" ? theme : null;
}
