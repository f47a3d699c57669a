import type { Action, InputOf } from "../../../src/aws/allow-list.ts";
import { balancer, exchange, group, listener, region, rule, second } from "./exchange.ts";

type Described = Extract<Action, `elasticloadbalancing:${string}`>;

interface Row<A extends Described> {
  readonly input: InputOf<A>;
  /** Its fields on the wire, besides those of every request; the input itself where absent. */
  readonly form?: Readonly<Record<string, string>>;
  /** What the answer lists. */
  readonly list: string;
  readonly item: string;
  readonly gives: object;
  readonly isPaged?: true;
}

/** Shapes: the examples of https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Operations.html */
function described<A extends Described>(action: A, row: Row<A>) {
  const { input, form = { ...input }, list, item, gives, isPaged } = row;
  const name = action.slice(action.indexOf(":") + 1);
  const answer = (items: string, more = "") =>
    `
<${name}Response xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/">
  <${name}Result>${items}${more}</${name}Result>
  <ResponseMetadata><RequestId>6581c0ac-f39f-11e5-bb98-57195a6eb84a</RequestId></ResponseMetadata>
</${name}Response>`.trim();
  const items = `<${list}><member>${item}</member></${list}>`;
  const answers = answer(items, `<NextMarker>${second}</NextMarker>`);
  return exchange(action, input, {
    sends: { body: { ...form, Action: name, Version: "2015-12-01" } },
    answers: answer(items),
    gives: { [list]: [gives] },
    empty: { answers: answer(`<${list}/>`), gives: { [list]: [] } },
    ...(isPaged ? { pages: { answers, token: "NextMarker", takes: "Marker" } } : {}),
  });
}

const DNSName = `checkout-425835.${region}.elb.amazonaws.com`;

export const elasticLoadBalancing = [
  described("elasticloadbalancing:DescribeLoadBalancers", {
    input: { Names: ["checkout"] },
    form: { "Names.member.1": "checkout" },
    list: "LoadBalancers",
    item: `<LoadBalancerArn>${balancer}</LoadBalancerArn><Scheme>internet-facing</Scheme>
      <LoadBalancerName>checkout</LoadBalancerName><VpcId>vpc-3ac0fb5f</VpcId>
      <CanonicalHostedZoneId>Z215JYRZR1TBD5</CanonicalHostedZoneId>
      <CreatedTime>2026-03-25T21:26:12.920Z</CreatedTime><AvailabilityZones><member>
      <SubnetId>subnet-8360a9e7</SubnetId><ZoneName>eu-central-1a</ZoneName>
      <LoadBalancerAddresses/></member></AvailabilityZones>
      <SecurityGroups><member>sg-5943793c</member></SecurityGroups>
      <DNSName>${DNSName}</DNSName><State><Code>active</Code></State>
      <Type>application</Type><IpAddressType>ipv4</IpAddressType>`,
    gives: {
      LoadBalancerArn: balancer,
      LoadBalancerName: "checkout",
      DNSName,
      CanonicalHostedZoneId: "Z215JYRZR1TBD5",
      CreatedTime: new Date("2026-03-25T21:26:12.920Z"),
      Scheme: "internet-facing",
      VpcId: "vpc-3ac0fb5f",
      State: { Code: "active" },
      Type: "application",
      IpAddressType: "ipv4",
      SecurityGroups: ["sg-5943793c"],
      AvailabilityZones: [
        { ZoneName: "eu-central-1a", SubnetId: "subnet-8360a9e7", LoadBalancerAddresses: [] },
      ],
    },
    isPaged: true,
  }),
  described("elasticloadbalancing:DescribeTargetGroups", {
    input: { LoadBalancerArn: balancer },
    list: "TargetGroups",
    item: `<TargetGroupArn>${group}</TargetGroupArn><TargetType>ip</TargetType>
      <TargetGroupName>checkout-web</TargetGroupName><Protocol>HTTP</Protocol><Port>8080</Port>
      <ProtocolVersion>HTTP1</ProtocolVersion><HealthCheckPath>/healthz</HealthCheckPath>
      <HealthCheckPort>traffic-port</HealthCheckPort><HealthyThresholdCount>5</HealthyThresholdCount>
      <Matcher><HttpCode>200-299</HttpCode></Matcher>
      <LoadBalancerArns><member>${balancer}</member></LoadBalancerArns>`,
    gives: {
      TargetGroupArn: group,
      TargetGroupName: "checkout-web",
      Protocol: "HTTP",
      Port: 8080,
      ProtocolVersion: "HTTP1",
      TargetType: "ip",
      HealthCheckPath: "/healthz",
      HealthCheckPort: "traffic-port",
      HealthyThresholdCount: 5,
      Matcher: { HttpCode: "200-299" },
      LoadBalancerArns: [balancer],
    },
    isPaged: true,
  }),
  described("elasticloadbalancing:DescribeTargetHealth", {
    input: { TargetGroupArn: group },
    list: "TargetHealthDescriptions",
    item: `<HealthCheckPort>8080</HealthCheckPort><TargetHealth><State>unhealthy</State>
      <Reason>Target.Timeout</Reason><Description>Request timed out</Description></TargetHealth>
      <Target><Id>10.0.1.10</Id><Port>8080</Port>
      <AvailabilityZone>eu-central-1a</AvailabilityZone></Target>`,
    gives: {
      Target: { Id: "10.0.1.10", Port: 8080, AvailabilityZone: "eu-central-1a" },
      HealthCheckPort: "8080",
      TargetHealth: {
        State: "unhealthy",
        Reason: "Target.Timeout",
        Description: "Request timed out",
      },
    },
  }),
  described("elasticloadbalancing:DescribeLoadBalancerAttributes", {
    input: { LoadBalancerArn: balancer },
    list: "Attributes",
    // What was never set has an empty value.
    item: "<Key>access_logs.s3.prefix</Key><Value/>",
    gives: { Key: "access_logs.s3.prefix", Value: "" },
  }),
  described("elasticloadbalancing:DescribeTargetGroupAttributes", {
    input: { TargetGroupArn: group },
    list: "Attributes",
    item: "<Key>deregistration_delay.timeout_seconds</Key><Value>300</Value>",
    gives: { Key: "deregistration_delay.timeout_seconds", Value: "300" },
  }),
  described("elasticloadbalancing:DescribeListeners", {
    input: { LoadBalancerArn: balancer },
    list: "Listeners",
    item: `<LoadBalancerArn>${balancer}</LoadBalancerArn><ListenerArn>${listener}</ListenerArn>
      <Protocol>HTTPS</Protocol><Port>443</Port><Certificates><member>
      <CertificateArn>arn:aws:acm:cert</CertificateArn></member></Certificates>
      <SslPolicy>ELBSecurityPolicy-2016-08</SslPolicy><DefaultActions><member>
      <Type>forward</Type><TargetGroupArn>${group}</TargetGroupArn></member></DefaultActions>`,
    gives: {
      ListenerArn: listener,
      LoadBalancerArn: balancer,
      Port: 443,
      Protocol: "HTTPS",
      Certificates: [{ CertificateArn: "arn:aws:acm:cert" }],
      SslPolicy: "ELBSecurityPolicy-2016-08",
      DefaultActions: [{ Type: "forward", TargetGroupArn: group }],
    },
    isPaged: true,
  }),
  described("elasticloadbalancing:DescribeRules", {
    input: { ListenerArn: listener },
    list: "Rules",
    item: `<RuleArn>${rule}</RuleArn><Priority>10</Priority><IsDefault>false</IsDefault>
      <Conditions><member><Field>host-header</Field><HostHeaderConfig><Values>
      <member>shop.example</member></Values></HostHeaderConfig></member></Conditions>
      <Actions><member><Type>forward</Type><ForwardConfig><TargetGroups><member>
      <TargetGroupArn>${group}</TargetGroupArn><Weight>1</Weight></member></TargetGroups>
      </ForwardConfig></member></Actions>`,
    gives: {
      RuleArn: rule,
      Priority: "10",
      IsDefault: false,
      Conditions: [{ Field: "host-header", HostHeaderConfig: { Values: ["shop.example"] } }],
      Actions: [
        {
          Type: "forward",
          ForwardConfig: { TargetGroups: [{ TargetGroupArn: group, Weight: 1 }] },
        },
      ],
    },
    isPaged: true,
  }),
  described("elasticloadbalancing:DescribeTags", {
    input: { ResourceArns: [balancer, group] },
    form: { "ResourceArns.member.1": balancer, "ResourceArns.member.2": group },
    list: "TagDescriptions",
    item: `<ResourceArn>${balancer}</ResourceArn><Tags><member>
      <Key>elbv2.k8s.aws/cluster</Key><Value>shop</Value></member></Tags>`,
    gives: { ResourceArn: balancer, Tags: [{ Key: "elbv2.k8s.aws/cluster", Value: "shop" }] },
  }),
];
