import { cloudWatchMetric } from "./cloudwatch-metric/kind.ts";
import { paste } from "./paste/kind.ts";

/** What each kind of generic probe may say, for the published schema. */
export const genericShapes = [cloudWatchMetric, paste] as const;
