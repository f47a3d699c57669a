export type { Alert, AlertSign, AlertWords } from "./alerts/alert.ts";
export { flowsFor } from "./alerts/flows-for.ts";
export { byPlainName, inputsFromAlert, plainName } from "./alerts/from-alert.ts";
export { checkFlow, checkRetired, type Packs, type Problem } from "./check/check.ts";
export { mermaidDiagram } from "./diagram.ts";
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
} from "./fields/field-kind.ts";
export {
  type Answers,
  choice,
  type Field,
  type Fields,
  longText,
  number,
  optional,
  person,
  seconds,
  subject,
  subjectField,
  text,
  url,
} from "./fields/fields.ts";
export type { Entered, FormOption, Input, OptionsUnder, WrongInputs } from "./fields/form.ts";
export { platformFields } from "./fields/platform-fields.ts";
export { msOrSeconds } from "./fields/seconds.ts";
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
  nextOf,
  type Step,
  type Target,
  type Watch,
} from "./flow.ts";
export { markdownOutline } from "./outline.ts";
export type {
  ChangeSafety,
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
  Setting,
  Strength,
  TakenBack,
} from "./probes/evidence.ts";
export { type GenericProbe, probeId } from "./probes/generic-probe.ts";
export {
  aNumber,
  anObject,
  aText,
  listOf,
  type NumberReader,
  oneOf,
  orNull,
  readEach,
} from "./probes/numbers.ts";
export {
  byId,
  describeProbe,
  type FindingsOf,
  type GenericRules,
  isAnswerTo,
  type ProbeSignature,
  probeVersion,
  type Signatures,
  signatureOf,
  unreadEvidence,
} from "./probes/probe.ts";
export {
  type AnswerKind,
  answerKinds,
  type FactsFor,
  type FindingOf,
  isOf,
  kindOf,
  type NumbersOf,
  numbersOf,
  type ProbeDeclaration,
} from "./probes/probe-declaration.ts";
export { shownUrl } from "./texts/visible-text.ts";
export {
  holdsFacts,
  type KnownFacts,
  nothingKnown,
  withFacts,
  withoutFacts,
} from "./texts/with-facts.ts";
