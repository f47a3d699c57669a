/** Reads a duration as one program writes it; undefined for what that program would not accept. Seconds. */
export type DurationReader = (text: string) => number | undefined;

const second = 1;
const millisecond = 0.001;
const minute = 60;
const hour = 3600;
const day = 24 * hour;

/** nginx: seconds unless a unit is given, units may follow each other, "1m30s". */
export const nginxTime = withUnits({
  "": second,
  ms: millisecond,
  s: second,
  m: minute,
  h: hour,
  d: day,
  w: 7 * day,
  M: 30 * day,
  y: 365 * day,
});

/** Apache httpd: seconds unless a unit is given. */
export const apacheTime = withUnits({
  "": second,
  ms: millisecond,
  s: second,
  mi: minute,
  min: minute,
  h: hour,
});

/** HAProxy: milliseconds unless a unit is given. */
export const haproxyTime = withUnits({
  "": millisecond,
  us: 1e-6,
  ms: millisecond,
  s: second,
  m: minute,
  h: hour,
  d: day,
});

const goUnits = { ns: 1e-9, us: 1e-6, µs: 1e-6, ms: millisecond, s: second, m: minute, h: hour };

/** Go's time.ParseDuration: a unit is needed, except for 0. */
export const goDuration: DurationReader = (text) =>
  text === "0" ? 0 : withUnits(goUnits)(text.replaceAll("μ", "µ"));

/** Caddy: Go's durations with days. */
export const caddyDuration: DurationReader = (text) =>
  text === "0" ? 0 : withUnits({ ...goUnits, d: day })(text);

/** Traefik: Go's durations, and bare numbers are seconds. */
export const traefikDuration = withUnits({ ...goUnits, "": second });

export const wholeSeconds = withUnits({ "": second });
export const milliseconds = withUnits({ "": millisecond });

const springUnits = { ns: 1e-9, us: 1e-6, ms: millisecond, s: second, m: minute, h: hour, d: day };

/** Spring Boot: milliseconds unless a unit is given, or ISO 8601, "PT75S". */
export const springDuration: DurationReader = (text) => {
  const iso = isoDuration(text);
  return iso ?? withUnits({ ...springUnits, "": millisecond })(text.toLowerCase());
};

/** Dropwizard: "65 seconds", "1 minute", "500ms". */
export const javaWords: DurationReader = (text) => {
  const [, amount = "", unit = ""] = /^(\d{1,9})\s{0,3}([a-z]{1,12})$/i.exec(text.trim()) ?? [];
  const sizes = {
    ms: millisecond,
    milliseconds: millisecond,
    s: second,
    second,
    seconds: second,
    m: minute,
    min: minute,
    minute,
    minutes: minute,
    h: hour,
    hour,
    hours: hour,
    d: day,
    days: day,
  };
  const size = Object.entries(sizes).find(([name]) => name === unit.toLowerCase())?.[1];
  return size === undefined ? undefined : Number(amount) * size;
};

/** Akka, Pekko and Play: milliseconds unless a unit is given, as a letter or a word. */
export const hoconDuration: DurationReader = (text) => javaWords(text) ?? milliseconds(text);

/** Quarkus: seconds unless a unit is given, or ISO 8601 with or without its PT. */
export const quarkusDuration: DurationReader = (text) =>
  isoDuration(text) ?? withUnits({ ...springUnits, "": second })(text.toLowerCase());

/** .NET's TimeSpan: "00:02:10", "1.00:00:00"; a bare number is days. */
export const timeSpan: DurationReader = (text) => {
  const bare = /^\d{1,5}$/.test(text) ? Number(text) * day : undefined;
  const match = /^(?:(\d{1,5})\.)?(\d{1,2}):(\d{1,2})(?::(\d{1,2}(?:\.\d{1,7})?))?$/.exec(text);
  if (!match) return bare;
  const [, days = "0", hours = "0", minutes = "0", seconds = "0"] = match;
  return Number(days) * day + Number(hours) * hour + Number(minutes) * minute + Number(seconds);
};

/** "PT75S", "pt1m30s"; undefined for anything else. */
function isoDuration(text: string): number | undefined {
  const match =
    /^P(?:(\d{1,5})D)?T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,9}(?:\.\d{1,9})?)S)?$/i.exec(text);
  if (!match) return undefined;
  const [, days = "0", hours = "0", minutes = "0", seconds = "0"] = match;
  return Number(days) * day + Number(hours) * hour + Number(minutes) * minute + Number(seconds);
}

/** Numbers each with one of these units; "" is the unit of a number without one, which then stands alone. */
function withUnits(units: Readonly<Record<string, number>>): DurationReader {
  return (text) => {
    if (text === "" || text.length > longestText) return undefined;
    const part = /(\d+(?:\.\d*)?|\.\d+)([a-zA-Zµ]*)/y;
    let sum = 0;
    for (let count = 0; part.lastIndex < text.length; count++) {
      const [, amount = "", unit = ""] = part.exec(text) ?? [];
      const size = Object.hasOwn(units, unit) ? units[unit] : undefined;
      if (amount === "" || size === undefined || (unit === "" && count > 0)) return undefined;
      sum += Number(amount) * size;
    }
    return Math.round(sum * 1e6) / 1e6;
  };
}

const longestText = 40;
