export { check, checkRetired, leadsTo, type Problem } from "./check.ts";
export { diagram } from "./diagram.ts";
export type { Check, Evidence, Json, Pending, Reading, Remedy, Strength } from "./evidence.ts";
export {
  type AnswerOf,
  type Answers,
  choice,
  config,
  type Field,
  type FieldKind,
  type Fields,
  type IdleAnswer,
  type LoadBalancerRef,
  loadBalancer,
  longText,
  number,
  optional,
  type ServerAnswer,
  seconds,
  targetGroup,
  text,
  url,
} from "./fields.ts";
export {
  type About,
  again,
  type Checks,
  type Choice,
  type DefineFlow,
  defaultRemind,
  defaultWatch,
  type End,
  type Flow,
  go,
  type Step,
  type Target,
  type Watch,
} from "./flow.ts";
export { choosing, compile, type FlowMachine, type Visited } from "./machine.ts";
export { outline } from "./outline.ts";
export {
  byId,
  type FindingsOf,
  type ProbeSignature,
  type Signatures,
  unread,
  versioned,
} from "./probe.ts";
export { shownUrl } from "./shown-url.ts";
