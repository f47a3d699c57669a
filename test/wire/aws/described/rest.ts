import { type Describable, pagingOf } from "../../../../src/aws/describe/describable.ts";
import { exchange, second } from "../exchange.ts";

type Data = { readonly [name: string]: unknown };

interface Row {
  readonly input: Data;
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly answers: string;
  readonly gives: Data;
  /** The token's name on the wire, in the answer and in the query. */
  readonly token?: { readonly answered: string; readonly asked: string };
}

/** A command of a service that is asked for by paths. */
function asked(action: Describable, { input, path, query = {}, answers, gives, token }: Row) {
  const paging = pagingOf(action);
  return exchange(action, input, {
    sends: { path, query },
    answers,
    gives,
    ...(paging === null || token === undefined
      ? {}
      : {
          pages: {
            answers: JSON.stringify({ ...JSON.parse(answers), [token.answered]: second }),
            token: paging.gives,
            takes: paging.takes,
            sends: token.asked,
          },
        }),
  });
}

/** The same where fields are called in the answer as they are on the wire. */
const asItStands = (
  action: Describable,
  input: Data,
  path: string,
  gives: Data,
  more: Pick<Row, "query" | "token"> = {},
) => asked(action, { input, path, gives, answers: JSON.stringify(gives), ...more });

const next = { answered: "nextToken", asked: "nextToken" };
const marker = { answered: "NextMarker", asked: "Marker" };

/** Shapes: https://docs.aws.amazon.com/eks/latest/APIReference, https://docs.aws.amazon.com/lambda/latest/api. */
const inJson = [
  asItStands("eks:DescribeCluster", { name: "shop" }, "/clusters/shop", {
    cluster: { name: "shop", status: "ACTIVE", version: "1.34" },
  }),
  asItStands(
    "eks:DescribeNodegroup",
    { clusterName: "shop", nodegroupName: "web" },
    "/clusters/shop/node-groups/web",
    { nodegroup: { nodegroupName: "web", status: "DEGRADED" } },
  ),
  asItStands(
    "eks:ListNodegroups",
    { clusterName: "shop" },
    "/clusters/shop/node-groups",
    { nodegroups: ["web"] },
    { token: next },
  ),
  asItStands("lambda:GetAccountSettings", {}, "/2016-08-19/account-settings", {
    AccountLimit: { ConcurrentExecutions: 1000 },
    AccountUsage: { FunctionCount: 7 },
  }),
  asItStands(
    "lambda:GetFunctionConcurrency",
    { FunctionName: "mailer" },
    "/2019-09-30/functions/mailer/concurrency",
    { ReservedConcurrentExecutions: 5 },
  ),
  asItStands(
    "lambda:GetProvisionedConcurrencyConfig",
    { FunctionName: "mailer", Qualifier: "live" },
    "/2019-09-30/functions/mailer/provisioned-concurrency",
    { RequestedProvisionedConcurrentExecutions: 5, Status: "READY" },
    { query: { Qualifier: "live" } },
  ),
  asItStands(
    "lambda:ListProvisionedConcurrencyConfigs",
    { FunctionName: "mailer" },
    "/2019-09-30/functions/mailer/provisioned-concurrency",
    { ProvisionedConcurrencyConfigs: [{ Status: "READY" }] },
    { query: { List: "ALL" }, token: marker },
  ),
  asItStands(
    "lambda:ListAliases",
    { FunctionName: "mailer" },
    "/2015-03-31/functions/mailer/aliases",
    { Aliases: [{ Name: "live", FunctionVersion: "7" }] },
    { token: marker },
  ),
  asItStands(
    "lambda:GetEventSourceMapping",
    { UUID: "1-2" },
    "/2015-03-31/event-source-mappings/1-2",
    {
      UUID: "1-2",
      State: "Disabled",
    },
  ),
  asItStands(
    "lambda:ListEventSourceMappings",
    { FunctionName: "mailer" },
    "/2015-03-31/event-source-mappings",
    { EventSourceMappings: [{ UUID: "1-2", State: "Enabled", BatchSize: 10 }] },
    { query: { FunctionName: "mailer" }, token: marker },
  ),
];

/** Shapes: https://docs.aws.amazon.com/apigateway/latest/api and https://docs.aws.amazon.com/apigatewayv2/latest/api-reference. */
const apiGateway = [
  asked("apigateway:GetRestApis", {
    input: {},
    path: "/restapis",
    answers: JSON.stringify({ item: [{ id: "a1", name: "shop" }] }),
    gives: { items: [{ id: "a1", name: "shop" }] },
    token: { answered: "position", asked: "position" },
  }),
  asItStands(
    "apigateway:GetStage",
    { restApiId: "a1", stageName: "live" },
    "/restapis/a1/stages/live",
    {
      stageName: "live",
      deploymentId: "d1",
    },
  ),
  asItStands("apigateway:GetStages", { restApiId: "a1" }, "/restapis/a1/stages", {
    item: [{ stageName: "live", deploymentId: "d1" }],
  }),
  asked("apigatewayv2:GetApis", {
    input: {},
    path: "/v2/apis",
    answers: JSON.stringify({ items: [{ apiId: "a2", name: "shop" }] }),
    gives: { Items: [{ ApiId: "a2", Name: "shop" }] },
    token: next,
  }),
  asked("apigatewayv2:GetStage", {
    input: { ApiId: "a2", StageName: "live" },
    path: "/v2/apis/a2/stages/live",
    answers: JSON.stringify({ stageName: "live", deploymentId: "d1" }),
    gives: { StageName: "live", DeploymentId: "d1" },
  }),
  asked("apigatewayv2:GetStages", {
    input: { ApiId: "a2" },
    path: "/v2/apis/a2/stages",
    answers: JSON.stringify({ items: [{ stageName: "live" }] }),
    gives: { Items: [{ StageName: "live" }] },
    token: next,
  }),
];

const xml = (root: string, space: string, inside: string) =>
  `<?xml version="1.0"?><${root} xmlns="${space}">${inside}</${root}>`;
const dns = "https://route53.amazonaws.com/doc/2013-04-01/";
const front = "http://cloudfront.amazonaws.com/doc/2020-05-31/";

/** Shapes: https://docs.aws.amazon.com/Route53/latest/APIReference, https://docs.aws.amazon.com/cloudfront/latest/APIReference. */
const inXml = [
  asked("route53:GetHealthCheck", {
    input: { HealthCheckId: "h1" },
    path: "/2013-04-01/healthcheck/h1",
    answers: xml(
      "GetHealthCheckResponse",
      dns,
      "<HealthCheck><Id>h1</Id><HealthCheckVersion>1</HealthCheckVersion></HealthCheck>",
    ),
    gives: { HealthCheck: { Id: "h1", HealthCheckVersion: 1 } },
  }),
  asked("route53:GetHealthCheckStatus", {
    input: { HealthCheckId: "h1" },
    path: "/2013-04-01/healthcheck/h1/status",
    answers: xml(
      "GetHealthCheckStatusResponse",
      dns,
      "<HealthCheckObservations><HealthCheckObservation><Region>eu-west-1</Region><StatusReport><Status>Failure: timeout</Status></StatusReport></HealthCheckObservation></HealthCheckObservations>",
    ),
    gives: {
      HealthCheckObservations: [
        { Region: "eu-west-1", StatusReport: { Status: "Failure: timeout" } },
      ],
    },
  }),
  asked("route53:ListHostedZonesByName", {
    input: { DNSName: "shop.example", MaxItems: 1 },
    path: "/2013-04-01/hostedzonesbyname",
    query: { dnsname: "shop.example", maxitems: "1" },
    answers: xml(
      "ListHostedZonesByNameResponse",
      dns,
      "<HostedZones><HostedZone><Id>/hostedzone/Z1</Id><Name>shop.example.</Name></HostedZone></HostedZones><IsTruncated>false</IsTruncated><MaxItems>1</MaxItems>",
    ),
    gives: {
      HostedZones: [{ Id: "/hostedzone/Z1", Name: "shop.example." }],
      IsTruncated: false,
      MaxItems: 1,
    },
  }),
  asked("route53:ListResourceRecordSets", {
    input: { HostedZoneId: "Z1", StartRecordName: "www.shop.example", MaxItems: 1 },
    path: "/2013-04-01/hostedzone/Z1/rrset",
    query: { name: "www.shop.example", maxitems: "1" },
    answers: xml(
      "ListResourceRecordSetsResponse",
      dns,
      "<ResourceRecordSets><ResourceRecordSet><Name>www.shop.example.</Name><Type>A</Type><TTL>60</TTL></ResourceRecordSet></ResourceRecordSets><IsTruncated>true</IsTruncated><MaxItems>1</MaxItems>",
    ),
    gives: {
      ResourceRecordSets: [{ Name: "www.shop.example.", Type: "A", TTL: 60 }],
      IsTruncated: true,
      MaxItems: 1,
    },
  }),
  asked("cloudfront:GetDistribution", {
    input: { Id: "E1" },
    path: "/2020-05-31/distribution/E1",
    answers: xml("Distribution", front, "<Id>E1</Id><Status>Deployed</Status>"),
    gives: { Distribution: { Id: "E1", Status: "Deployed" } },
  }),
  asked("cloudfront:GetInvalidation", {
    input: { DistributionId: "E1", Id: "I1" },
    path: "/2020-05-31/distribution/E1/invalidation/I1",
    answers: xml("Invalidation", front, "<Id>I1</Id><Status>InProgress</Status>"),
    gives: { Invalidation: { Id: "I1", Status: "InProgress" } },
  }),
  asked("cloudfront:ListInvalidations", {
    input: { DistributionId: "E1", MaxItems: 1 },
    path: "/2020-05-31/distribution/E1/invalidation",
    query: { MaxItems: "1" },
    answers: xml(
      "InvalidationList",
      front,
      "<Items><InvalidationSummary><Id>I1</Id><Status>Completed</Status></InvalidationSummary></Items><IsTruncated>true</IsTruncated>",
    ),
    gives: {
      InvalidationList: { Items: [{ Id: "I1", Status: "Completed" }], IsTruncated: true },
    },
  }),
];

export const askedByPath = [...inJson, ...apiGateway, ...inXml];
