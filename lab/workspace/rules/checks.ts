import { isRecord, type JsonRecord } from "../json.ts";

/** Collects what is wrong, each with the JSON pointer of the place. */
export type Report = (pointer: string, problem: string) => void;

/** Looks at one value and reports what Slack would refuse. */
export type Check = (value: unknown, pointer: string, report: Report) => void;

/** A field of an object: its check, and whether it must be there. */
export interface Field {
  readonly check: Check;
  readonly isRequired: boolean;
}

/** The fields an object may have; others are refused. */
export type Shape = Readonly<Record<string, Field>>;

/** A field that must be there. */
export const required = (check: Check): Field => ({ check, isRequired: true });

/** A field that may be missing. */
export const optional = (check: Check): Field => ({ check, isRequired: false });

/** Text of 1 to `max` characters. */
export const string =
  (max: number, min = 1): Check =>
  (value, pointer, report) => {
    if (typeof value !== "string") report(pointer, "must be a valid string");
    else if (value.length < min) report(pointer, `must be more than ${min - 1} characters`);
    else if (value.length > max) report(pointer, `must be less than ${max + 1} characters`);
  };

/** One of a closed list of words. */
export const oneOf =
  (...words: readonly string[]): Check =>
  (value, pointer, report) => {
    if (!words.some((word) => word === value)) {
      report(pointer, `must be a valid enum value: ${words.join(", ")}`);
    }
  };

/** A JSON boolean. */
export const boolean: Check = (value, pointer, report) => {
  if (typeof value !== "boolean") report(pointer, "must be a valid boolean");
};

/** A whole number within bounds. */
export const whole =
  (min: number, max: number): Check =>
  (value, pointer, report) => {
    if (!Number.isInteger(value) || Number(value) < min || Number(value) > max) {
      report(pointer, `must be a whole number from ${min} to ${max}`);
    }
  };

/** Anything at all: for fields whose content is not enforced here. */
export const anything: Check = () => {};

/** A list of `min` to `max` values of one kind. */
export const list =
  (check: Check, max: number, min = 1): Check =>
  (value, pointer, report) => {
    if (!Array.isArray(value)) return report(pointer, "must provide an array");
    if (value.length > max) report(pointer, `no more than ${max} items allowed`);
    if (value.length < min) report(pointer, `no fewer than ${min} items allowed`);
    for (const [index, item] of value.entries()) check(item, `${pointer}/${index}`, report);
  };

/** An object with these fields and no others. */
export const object =
  (shape: Shape): Check =>
  (value, pointer, report) => {
    if (!isRecord(value)) return report(pointer, "must provide an object");
    checkShape(value, shape, pointer, report);
  };

/** Checks the fields of an object that is already known to be one. */
export function checkShape(value: JsonRecord, shape: Shape, pointer: string, report: Report): void {
  for (const [name, field] of Object.entries(shape)) {
    if (value[name] !== undefined) field.check(value[name], `${pointer}/${name}`, report);
    else if (field.isRequired) report(pointer, `missing required field: ${name}`);
  }
  for (const name of Object.keys(value)) {
    if (shape[name] === undefined) report(pointer, `invalid additional property: ${name}`);
  }
}
