/** Why something is not done, and what to do instead: sentences for whoever asked, as they stand in errors (not escaped). */
export const says = {
  archivedStart: "This channel is archived. Start the runbook in another one.",
  archivedHere: "This channel is archived. Type this in another one.",
  notFoundInTime: (called: string) =>
    `Nothing answered in time, so the ${called} is not known. Nothing was recorded: please try again.`,
  closedAlready: "This runbook is closed already.",
  formClosed: "This menu belongs to a form that is closed.",
  messageUnseen: "Slack does not show this message to me any more.",
  nothingToStart: "This button no longer says what to start.",
  noMember: "Handrail is not in this channel. Type /invite @handrail, then this again.",
  noMessagePlace: "This message stands in no channel.",
  noPlace: "A runbook needs a channel where the others can follow. Type this in one.",
  noPostmortem: "No runbook was walked in this channel, so there is no postmortem.",
  noRun: "This button belongs to no run.",
  noRunInDirect:
    "A runbook needs a channel where the others can follow and help. Start it in the incident's channel.",
  noStep: "The run has no such step. Use its newest message.",
  notOpened: "Slack did not open the form in time. Nothing was recorded: please try again.",
  oldButton:
    "This button is from another version of Handrail. Use the newest message in the thread, or /runbook status.",
  severalRuns: "Several runs begin so. Type more of the name.",
  crowded:
    "You asked for many things at once, and those before this one are still being done. Nothing was recorded: please try again in a moment.",
  tookTooLong:
    "This takes too long, so it is not known whether it was recorded. The thread shows what holds: look there before you try again.",
  noOpenRun: (command: string) => `No runbook is open in this channel. ${command} starts one.`,
  noSuchRun: (command: string) =>
    `There is no such run. \`${command} resume\` names those that are open.`,
  notShown: (code: string) =>
    `Slack does not let Handrail see this channel (${code}), so a runbook could not be shown here. Nothing was started. Start it in another channel, or ask whoever runs Handrail.`,
  notLetIn: (code: string) =>
    `Slack did not let Handrail in (${code}). Type /invite @handrail in the channel, then press the button again.`,
  meant: (word: string, command: string) => `I do not know "${word}". Did you mean \`${command}\`?`,
  several: (called: string, candidates: readonly string[], next: string) =>
    `Several ${called} answer to that: ${candidates.join(", ")}. ${next}`,
  none: (called: string, looked: string, similar: readonly string[]) =>
    `There is no such ${called}. Looked in: ${looked}.${similar.length === 0 ? "" : ` Similar: ${similar.join(", ")}.`}`,
  /** A mention opens no form, so the words must come with it. */
  missing: {
    note: "What shall be noted? Write it behind the word: note the deploy is rolled back.",
    decision: "What was decided? Write it behind the word: decision we roll back first.",
  },
} as const;
