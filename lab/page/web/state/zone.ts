import { useState } from "preact/hooks";

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
