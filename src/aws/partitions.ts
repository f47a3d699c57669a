/** AWS's separate clouds, by what their ARNs begin with: "arn:aws-cn:…". */
export const partitions = ["aws", "aws-cn", "aws-us-gov", "aws-eusc"] as const;
export type Partition = (typeof partitions)[number];

/** The partition that a region lies in, by its name: "cn-north-1" is of aws-cn. */
export function partitionOf(region: string): Partition {
  if (region.startsWith("cn-")) return "aws-cn";
  if (region.startsWith("us-gov-")) return "aws-us-gov";
  return region.startsWith("eusc-") ? "aws-eusc" : "aws";
}
