import type { JsonRecord } from "../../../workspace/json.ts";
import type { Entry } from "./surface.ts";

/** What a field is given; `label` names it where no label element does. */
export interface FieldProps {
  readonly id: string;
  readonly element: JsonRecord;
  readonly entry: Entry;
  readonly set: (entry: Entry) => void;
  readonly label?: string;
  readonly describedBy?: string | undefined;
  readonly isInvalid?: boolean;
  readonly isOptional?: boolean;
}
