import type { Act } from "../act.ts";

/** What somebody may want of a run: to do something to it, to start one, or to read something of it. */
export type Deed = Act["kind"] | "start" | Reading;

/** What can be read of a run; `list` and `home` name runs among others, `form` opens one that shows what is known. */
export const readings = [
  "catchUp",
  "status",
  "postmortem",
  "evidence",
  "form",
  "list",
  "home",
] as const;
export type Reading = (typeof readings)[number];

/** What rules speak of. */
export type Right = "start" | "drive" | "confirm" | "stop" | "publish" | "see";

/** The right that each deed needs; a new act does not compile until it stands here. */
export const rights = {
  start: "start",
  choose: "drive",
  confirm: "confirm",
  withdrawProposal: "drive",
  answer: "drive",
  answerAgain: "drive",
  lookAgain: "drive",
  cancel: "drive",
  back: "drive",
  skip: "drive",
  watch: "drive",
  unwatch: "drive",
  hurry: "drive",
  snooze: "drive",
  park: "drive",
  unpark: "drive",
  moveOn: "drive",
  note: "drive",
  reviseNote: "drive",
  withdrawNote: "drive",
  rehome: "drive",
  handOver: "drive",
  takeOver: "drive",
  join: "drive",
  takeFollowUp: "drive",
  dateFollowUp: "drive",
  finishFollowUp: "drive",
  reopenFollowUp: "drive",
  checkFollowUps: "drive",
  retry: "drive",
  stop: "stop",
  edit: "drive",
  publish: "publish",
  catchUp: "see",
  status: "see",
  postmortem: "see",
  evidence: "see",
  form: "see",
  list: "see",
  home: "see",
} as const satisfies Readonly<Record<Deed, Right>>;
