export type { Alert, AlertSign, Named } from "./alert.ts";
export { check, checkRetired, type Problem } from "./check.ts";
export { diagram } from "./diagram.ts";
export type {
  Check,
  Evidence,
  Impact,
  Json,
  Offer,
  Pending,
  Reading,
  Remedy,
  Role,
  Ruling,
  Safety,
  Setting,
  Strength,
  TakenBack,
} from "./evidence.ts";
export {
  type Alike,
  byKind,
  defineField,
  type FieldForm,
  type FieldKind,
  type FieldKinds,
  type FieldRead,
  type FilesRead,
  type FromFiles,
  type Grown,
  type NamedText,
  type OneInput,
  type PageAt,
  type Pages,
  type Resolve,
  type Resolved,
  type Subject,
  type Suggest,
  type Suggested,
  subjectName,
} from "./field-kind.ts";
export {
  type Answers,
  choice,
  type Field,
  type Fields,
  longText,
  number,
  optional,
  seconds,
  subject,
  subjectField,
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
  leadsTo,
  type Step,
  type Target,
  type Watch,
} from "./flow.ts";
export { flowsFor } from "./flows-for.ts";
export type { Entered, Input, Option, OptionsUnder, WrongInputs } from "./form.ts";
export { plain, typedFrom } from "./from-alert.ts";
export { type GenericProbe, type GenericRules, probeId, signatureOf } from "./generic-probe.ts";
export { choosing, compile, type FlowMachine, type Visited } from "./machine.ts";
export {
  aNumber,
  anObject,
  aText,
  listOf,
  oneOf,
  orNull,
  type Reader,
} from "./numbers.ts";
export { outline } from "./outline.ts";
export type { Packs } from "./packs.ts";
export { platformFields } from "./platform-fields.ts";
export {
  byId,
  type FindingsOf,
  type ProbeSignature,
  type Signatures,
  saidBy,
  unread,
  versioned,
} from "./probe.ts";
export {
  type FactsFor,
  type FindingOf,
  isOf,
  type Kind,
  kindOf,
  kinds,
  type NumbersOf,
  numbersOf,
  type ProbeDeclaration,
} from "./probe-declaration.ts";
export { msOrSeconds } from "./seconds.ts";
export { shownUrl } from "./shown-url.ts";
export { holdsFacts, type Known, nothingKnown, withFacts, withoutFacts } from "./with-facts.ts";
