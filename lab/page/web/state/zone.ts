import { useState } from "preact/hooks";

/** The clock that was chosen in this tab, as an IANA time zone, and how to set another. */
export function useZone(): readonly [string, (zone: string) => void] {
  const [zone, setZone] = useState(() => sessionStorage.getItem("zone") ?? "UTC");
  return [
    zone,
    (chosen) => {
      sessionStorage.setItem("zone", chosen);
      setZone(chosen);
    },
  ];
}

/** Clocks that differ by hours, by half an hour and by a day, beside this machine's own. */
export const zones: readonly string[] = [
  ...new Set([
    "UTC",
    Intl.DateTimeFormat().resolvedOptions().timeZone,
    "America/New_York",
    "Asia/Kolkata",
    "Pacific/Auckland",
  ]),
];
