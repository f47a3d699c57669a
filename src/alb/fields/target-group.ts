import { defineField } from "#language";
import type { TargetGroupRef } from "./field-builders.ts";

/** A target group, by its ARN. */
export const targetGroupField = defineField<TargetGroupRef>({
  kind: "targetGroup",
  called: { one: "target group", many: "target groups" },
  fits: (answer) =>
    typeof answer === "object" && answer !== null && "arn" in answer && "name" in answer,
  expected: () => "Write its ARN.",
  words: ({ name }) => [name],
  form: {
    kind: "input",
    input: () => ({ kind: "text", most: 300, hint: "Its ARN." }),
    initial: ({ arn }) => arn,
    read: (typed) => {
      const name = groupArn.exec(typed)?.[1];
      return name === undefined
        ? { kind: "wrong", says: "Paste the target group's ARN." }
        : { kind: "answer", answer: { arn: typed, name } };
    },
  },
  subject: ({ arn, name }) => ({ key: arn.toLowerCase(), name }),
});

const groupArn = /^arn:[^:]+:elasticloadbalancing:[^:]+:\d+:targetgroup\/([^/]+)\/\w+$/;
