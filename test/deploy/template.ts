export type Parameters = Readonly<Record<string, string | readonly string[]>>;

export interface Policy {
  readonly Statement: readonly {
    readonly Action: readonly string[];
    readonly Resource: string[];
  }[];
}

// A template has no type that a test could hold it to.
// biome-ignore lint/suspicious/noExplicitAny: as the comment says.
type Any = any;

/** A template of CloudFormation with its functions carried out, as far as ours use them. */
export function evaluated(template: Any, given: Parameters, partition = "aws"): Any {
  const defaults = Object.entries<{ Default?: string; Type: string }>(template.Parameters).map(
    ([name, { Default = "", Type }]) => [name, Type.startsWith("Comma") ? [Default] : Default],
  );
  const pseudo = { "AWS::Partition": partition, "AWS::AccountId": "123456789012" };
  const values = { ...Object.fromEntries(defaults), ...pseudo, ...given };
  const { Resources } = template;
  return evaluate({ Resources }, values, template.Conditions);
}

const nothing = Symbol("AWS::NoValue");

function evaluate(node: Any, values: Any, conditions: Any): Any {
  const go = (inner: unknown) => evaluate(inner, values, conditions);
  if (Array.isArray(node)) return node.map(go).filter((one) => one !== nothing);
  if (typeof node !== "object" || node === null) return node;
  const [[name = "", inner] = []] = Object.entries<Any>(node);
  const carriedOut = functions[name];
  if (carriedOut !== undefined) return carriedOut(inner, go, values, conditions);
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, go(value)]));
}

const functions: Record<
  string,
  (inner: Any, go: (one: Any) => Any, values: Any, conditions: Any) => Any
> = {
  Ref: (name, _, values) => (name === "AWS::NoValue" ? nothing : values[name]),
  "Fn::Sub": (text, _, values) =>
    text.replaceAll(/\$\{([\w:]+)\}/g, (_all: string, word: string) => values[word]),
  "Fn::Join": ([delimiter, parts], go) => go(parts).join(delimiter),
  "Fn::Split": ([delimiter, text], go) => go(text).split(delimiter),
  "Fn::If": ([condition, yes, no], go, _, conditions) => go(go(conditions[condition]) ? yes : no),
  "Fn::Equals": ([one, other], go) => go(one) === go(other),
  "Fn::Not": ([one], go) => !go(one),
};
