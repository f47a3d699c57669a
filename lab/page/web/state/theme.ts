import { useEffect, useState } from "preact/hooks";

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
