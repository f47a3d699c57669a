/** The width of every picture: one unit is one pixel where a phone shows it over its whole width. */
export const pictureWidth = 360;
/** Pixels of the file for each unit, so that it stays sharp on dense screens and when enlarged; fewer for a long path. */
export const zoomFor = (height: number): number => (height >= 480 ? 2 : 2.5);
export const margin = 16;

/** Sizes of type, in units. Nothing is smaller than `small`. */
export const fontSizes = { small: 12, body: 13.5, title: 16, big: 24 } as const;

/** Its own background, so that it reads the same in a light and a dark Slack, and does not glare at night. */
export const colours = {
  ground: "#16212b",
  raised: "#20303d",
  frame: "#3a4d5c",
  grid: "#2c3d4a",
  text: "#f3f7fa",
  muted: "#b3c2ce",
  quiet: "#71889a",
  fails: "#ff8f6b",
  good: "#5ed6ae",
  change: "#ffd166",
} as const;
