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

/** Whether the page is dark now. */
export const isDark = (theme: Theme): boolean =>
  theme === null ? matchMedia("(prefers-color-scheme: dark)").matches : theme === "dark";

function kept(): Theme {
  const theme = localStorage.getItem("theme");
  return theme === "light" || theme === "dark" ? theme : null;
}
