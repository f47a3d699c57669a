/** How any region is called, also one that is new: it becomes part of the hosts that are asked. */
export const regionName = /^[a-z]{2,5}(?:-[a-z]{2,12}){1,3}-\d{1,2}$/;

/** AWS's regions as of 2026 (https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html), to find misspelt ones; never to refuse a new one. */
export const regions: readonly string[] = [
  "us-east-1 us-east-2 us-west-1 us-west-2 ca-central-1 ca-west-1 mx-central-1 sa-east-1",
  "af-south-1 il-central-1 me-central-1 me-south-1 eu-central-1 eu-central-2 eu-north-1",
  "eu-south-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3 ap-east-1 ap-east-2 ap-northeast-1",
  "ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2 ap-southeast-1 ap-southeast-2",
  "ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7 cn-north-1",
  "cn-northwest-1 us-gov-east-1 us-gov-west-1 eusc-de-east-1",
].flatMap((some) => some.split(" "));

/** AWS's separate clouds, by what their ARNs begin with: "arn:aws-cn:…". */
export const partitions = ["aws", "aws-cn", "aws-us-gov", "aws-eusc"] as const;
export type Partition = (typeof partitions)[number];

/** The partition that a region lies in, by its name: "cn-north-1" is of aws-cn. */
export function partitionOf(region: string): Partition {
  if (region.startsWith("cn-")) return "aws-cn";
  if (region.startsWith("us-gov-")) return "aws-us-gov";
  return region.startsWith("eusc-") ? "aws-eusc" : "aws";
}
