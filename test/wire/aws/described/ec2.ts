import type { Describable } from "../../../../src/aws/describe/describable.ts";
import { asked, type Data, type Row } from "./form.ts";

/** One of EC2's that lists things by their ids. */
const ofEc2 = (action: Describable, input: Data, form: Row["form"], holds: string, gives: Data) =>
  asked(action, { input, form, holds, gives });

const vpc = {
  input: { Filters: [{ Name: "vpc-id", Values: ["vpc-1"] }] },
  form: { "Filter.1.Name": "vpc-id", "Filter.1.Value.1": "vpc-1" },
};

/** Shapes: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Operations.html */
export const askedOfEc2 = [
  ofEc2(
    "ec2:DescribeInstances",
    { InstanceIds: ["i-1"] },
    { "InstanceId.1": "i-1" },
    "<reservationSet><item><reservationId>r-1</reservationId><instancesSet><item><instanceId>i-1</instanceId><instanceState><code>16</code><name>running</name></instanceState></item></instancesSet></item></reservationSet>",
    {
      Reservations: [
        {
          ReservationId: "r-1",
          Instances: [{ InstanceId: "i-1", State: { Code: 16, Name: "running" } }],
        },
      ],
    },
  ),
  ofEc2(
    "ec2:DescribeInstanceStatus",
    { InstanceIds: ["i-1"], IncludeAllInstances: true },
    { "InstanceId.1": "i-1", IncludeAllInstances: "true" },
    "<instanceStatusSet><item><instanceId>i-1</instanceId><systemStatus><status>impaired</status></systemStatus></item></instanceStatusSet>",
    { InstanceStatuses: [{ InstanceId: "i-1", SystemStatus: { Status: "impaired" } }] },
  ),
  ofEc2(
    "ec2:DescribeVolumes",
    { VolumeIds: ["vol-1"] },
    { "VolumeId.1": "vol-1" },
    "<volumeSet><item><volumeId>vol-1</volumeId><size>8</size><status>in-use</status></item></volumeSet>",
    { Volumes: [{ VolumeId: "vol-1", Size: 8, State: "in-use" }] },
  ),
  ofEc2(
    "ec2:DescribeSecurityGroups",
    vpc.input,
    vpc.form,
    "<securityGroupInfo><item><groupId>sg-1</groupId><groupName>web</groupName></item></securityGroupInfo>",
    { SecurityGroups: [{ GroupId: "sg-1", GroupName: "web" }] },
  ),
  ofEc2(
    "ec2:DescribeSubnets",
    vpc.input,
    vpc.form,
    "<subnetSet><item><subnetId>subnet-1</subnetId><availableIpAddressCount>2</availableIpAddressCount></item></subnetSet>",
    { Subnets: [{ SubnetId: "subnet-1", AvailableIpAddressCount: 2 }] },
  ),
  ofEc2(
    "ec2:DescribeRouteTables",
    vpc.input,
    vpc.form,
    "<routeTableSet><item><routeTableId>rtb-1</routeTableId><routeSet><item><destinationCidrBlock>0.0.0.0/0</destinationCidrBlock><state>blackhole</state></item></routeSet></item></routeTableSet>",
    {
      RouteTables: [
        {
          RouteTableId: "rtb-1",
          Routes: [{ DestinationCidrBlock: "0.0.0.0/0", State: "blackhole" }],
        },
      ],
    },
  ),
  ofEc2(
    "ec2:DescribeNetworkAcls",
    vpc.input,
    vpc.form,
    "<networkAclSet><item><networkAclId>acl-1</networkAclId><default>true</default></item></networkAclSet>",
    { NetworkAcls: [{ NetworkAclId: "acl-1", IsDefault: true }] },
  ),
  ofEc2(
    "ec2:DescribeNetworkInterfaces",
    vpc.input,
    vpc.form,
    "<networkInterfaceSet><item><networkInterfaceId>eni-1</networkInterfaceId><status>available</status></item></networkInterfaceSet>",
    { NetworkInterfaces: [{ NetworkInterfaceId: "eni-1", Status: "available" }] },
  ),
  ofEc2(
    "ec2:DescribeNatGateways",
    { NatGatewayIds: ["nat-1"] },
    { "NatGatewayId.1": "nat-1" },
    "<natGatewaySet><item><natGatewayId>nat-1</natGatewayId><state>failed</state></item></natGatewaySet>",
    { NatGateways: [{ NatGatewayId: "nat-1", State: "failed" }] },
  ),
];
