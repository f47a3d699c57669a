/** Who the workspace and the app are; fixed, for there is one of each. */
export const identity = {
  teamId: "T0PRACTICE",
  teamName: "Practice",
  teamDomain: "practice",
  appId: "A0HANDRAIL",
  botId: "B0HANDRAIL",
  botUserId: "U0HANDRAIL",
  slackbotId: "USLACKBOT",
} as const;
