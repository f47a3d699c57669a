import { z } from "zod";
import type { Hook } from "../hooks/hook.ts";
import type { FileSettings } from "./settings-file/shape.ts";

const wanted =
  "names of hooks with their secrets, of 16 to 500 characters without a comma or a space: grafana:the-secret,pager:another";

/** Secrets by the name of their hook. */
export const hookSecrets = z
  .string()
  .transform((text) => text.split(",").filter((one) => one.trim() !== ""))
  .pipe(z.array(z.string().regex(/^ *[a-z][a-z0-9-]{0,39}:[\x21-\x7e]{16,500} *$/, wanted)))
  .transform((all) => new Map(all.map(secretIn)))
  .default(new Map());

function secretIn(one: string): readonly [string, string] {
  const at = one.indexOf(":");
  return [one.slice(0, at).trim(), one.slice(at + 1).trim()];
}

/** The hooks of the settings file with their secrets, and what does not fit together, as sentences. */
export function readHooks(
  written: FileSettings["hooks"] = [],
  secrets: ReadonlyMap<string, string>,
): { readonly hooks: readonly Hook[]; readonly problems: readonly string[] } {
  const hooks: Hook[] = [];
  const problems: string[] = [];
  for (const { name, channel, proof, topic } of written) {
    const secret = secrets.get(name);
    if (hooks.some((other) => other.name === name))
      problems.push(`Two hooks are called ${name}. Give each a name of its own.`);
    else if (proof === "sns" && topic === undefined)
      problems.push(`The hook ${name} is for SNS and names no topic: add topic, its ARN.`);
    else if (proof === "sns")
      hooks.push({ name, channel, proof: { kind: "sns", topic: topic ?? "" } });
    else if (secret === undefined)
      problems.push(
        `The hook ${name} has no secret: add ${name}:<secret> to HANDRAIL_HOOK_SECRETS.`,
      );
    else hooks.push({ name, channel, proof: { kind: proof, secret } });
  }
  const strays = [...secrets.keys()].filter((name) => !written.some((hook) => hook.name === name));
  const unknown = strays.map(
    (name) =>
      `HANDRAIL_HOOK_SECRETS has a secret for ${name}, and handrail.yaml names no such hook.`,
  );
  return { hooks, problems: [...problems, ...unknown] };
}
