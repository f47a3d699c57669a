/** The sections of every postmortem with their titles, in the order in which they are read. */
export const sectionTitles = {
  summary: "Summary",
  impact: "Impact",
  cause: "Cause, and how sure it is",
  ruledOut: "What was ruled out, and why",
  change: "What was changed",
  retests: "Retests",
  followUps: "Follow-ups",
  unknowns: "What is not known",
  participants: "Who took part",
  timeline: "Timeline",
} as const;

export type SectionName = keyof typeof sectionTitles;

/** What people may write anew; the rest are records: who did what and when, and what is still to do. */
export const editableSections = [
  "summary",
  "impact",
  "cause",
  "ruledOut",
  "change",
  "retests",
  "unknowns",
] as const satisfies readonly SectionName[];

export type EditableName = (typeof editableSections)[number];

export const isEditable = (name: string): name is EditableName =>
  editableSections.some((one) => one === name);

/** A section that a team's template asks people to write, such as "own:What went well". */
export type OwnName = `own:${string}`;

export const ownName = (title: string): OwnName => `own:${title}`;

export const isOwn = (name: string): name is OwnName => name.startsWith("own:");

export const titleOf = (name: string): string => {
  if (isOwn(name)) return name.slice("own:".length);
  return Object.hasOwn(sectionTitles, name) ? sectionTitles[name as SectionName] : name;
};
