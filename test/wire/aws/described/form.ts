import { type Describable, pagingOf } from "../../../../src/aws/describe/describable.ts";
import { exchange, second } from "../exchange.ts";

export type Data = { readonly [name: string]: unknown };

export interface Row {
  readonly input: Data;
  /** Its fields on the wire, besides those of every request. */
  readonly form: Readonly<Record<string, string>>;
  /** What the answer holds, as XML. */
  readonly holds: string;
  readonly gives: Data;
}

/** A command of a service that is spoken to in forms and answers in XML. */
export function asked(action: Describable, { input, form, holds, gives }: Row) {
  const [service = "", name = ""] = action.split(":");
  const { version, space } = dialects[service] ?? { version: "", space: "" };
  const answer = (inside: string) => {
    const result = service === "ec2" ? inside : `<${name}Result>${inside}</${name}Result>`;
    return `<${name}Response xmlns="${space}">${result}</${name}Response>`;
  };
  const paging = pagingOf(action);
  const token = service === "ec2" ? "nextToken" : paging?.gives;
  return exchange(action, input, {
    sends: { body: { ...form, Action: name, Version: version } },
    answers: answer(holds),
    gives,
    ...(paging === null
      ? {}
      : {
          pages: {
            answers: answer(`${holds}<${token}>${second}</${token}>`),
            token: paging.gives,
            takes: paging.takes,
          },
        }),
  });
}

const dialects: { readonly [service: string]: { version: string; space: string } } = {
  ec2: { version: "2016-11-15", space: "http://ec2.amazonaws.com/doc/2016-11-15/" },
  rds: { version: "2014-10-31", space: "http://rds.amazonaws.com/doc/2014-10-31/" },
  elasticache: { version: "2015-02-02", space: "http://elasticache.amazonaws.com/doc/2015-02-02/" },
  autoscaling: { version: "2011-01-01", space: "http://autoscaling.amazonaws.com/doc/2011-01-01/" },
  sns: { version: "2010-03-31", space: "http://sns.amazonaws.com/doc/2010-03-31/" },
};
