/** The time of day, in UTC and to the minute: "01:20 UTC"; with the day where it is not that of `today`. */
export function formatUtc(at: number, today = at): string {
  const iso = new Date(at).toISOString();
  const day = iso.slice(0, 10) === new Date(today).toISOString().slice(0, 10);
  return `${day ? "" : `${iso.slice(0, 10)} `}${iso.slice(11, 16)} UTC`;
}
