import { type Describable, pagingOf } from "../../../../src/aws/describe/describable.ts";
import { account, exchange, region, second } from "../exchange.ts";

type Data = { readonly [name: string]: unknown };

/** A command of a service that is spoken to in JSON, whose fields stand on the wire as they are given. */
function asked(action: Describable, input: Data, answer: Data, gives: Data = answer) {
  const [service = "", name] = action.split(":");
  const paging = pagingOf(action);
  return exchange(action, input, {
    sends: { target: `${targets[service]}.${name}`, body: input },
    answers: JSON.stringify(answer),
    gives,
    empty: { answers: "{}", gives: {} },
    ...(paging === null
      ? {}
      : {
          pages: {
            answers: JSON.stringify({ ...answer, [paging.gives]: second }),
            token: paging.gives,
            takes: paging.takes,
          },
        }),
  });
}

const targets: { readonly [service: string]: string } = {
  ecs: "AmazonEC2ContainerServiceV20141113",
  sqs: "AmazonSQS",
  dynamodb: "DynamoDB_20120810",
  acm: "CertificateManager",
  kinesis: "Kinesis_20131202",
  servicequotas: "ServiceQuotasV20190624",
};

const cluster = `arn:aws:ecs:${region}:${account}:cluster/shop`;
const certificate = `arn:aws:acm:${region}:${account}:certificate/12345678-1234-1234-1234-123456789012`;
const QueueUrl = `https://sqs.${region}.amazonaws.com/${account}/orders`;
const quota = {
  ServiceCode: "lambda",
  QuotaCode: "L-B99A9384",
  QuotaName: "Concurrent executions",
  Value: 1000,
};

/** Shapes: the examples of each service's API reference, such as https://docs.aws.amazon.com/AmazonECS/latest/APIReference. */
export const askedInJson = [
  asked(
    "ecs:DescribeClusters",
    { clusters: ["shop"] },
    { clusters: [{ clusterArn: cluster, status: "ACTIVE", runningTasksCount: 3 }], failures: [] },
  ),
  asked(
    "ecs:DescribeServices",
    { cluster: "shop", services: ["web"] },
    {
      services: [
        {
          serviceName: "web",
          desiredCount: 4,
          runningCount: 1,
          deployments: [
            { id: "ecs-svc/1", status: "PRIMARY", rolloutState: "FAILED", failedTasks: 6 },
          ],
          events: [{ id: "e1", createdAt: 1_764_037_800, message: "(service web) failed." }],
        },
      ],
      failures: [],
    },
    {
      services: [
        {
          serviceName: "web",
          desiredCount: 4,
          runningCount: 1,
          deployments: [
            { id: "ecs-svc/1", status: "PRIMARY", rolloutState: "FAILED", failedTasks: 6 },
          ],
          events: [
            {
              id: "e1",
              createdAt: new Date(1_764_037_800_000),
              message: "(service web) failed.",
            },
          ],
        },
      ],
      failures: [],
    },
  ),
  asked(
    "ecs:DescribeTasks",
    { cluster: "shop", tasks: ["1"] },
    {
      tasks: [{ lastStatus: "STOPPED", stopCode: "EssentialContainerExited" }],
      failures: [],
    },
  ),
  asked(
    "ecs:ListServices",
    { cluster: "shop" },
    { serviceArns: [`arn:aws:ecs:${region}:${account}:service/shop/web`] },
  ),
  asked(
    "ecs:ListTasks",
    { cluster: "shop", desiredStatus: "STOPPED" },
    { taskArns: [`arn:aws:ecs:${region}:${account}:task/shop/1`] },
  ),
  asked("sqs:GetQueueUrl", { QueueName: "orders" }, { QueueUrl }),
  asked(
    "sqs:GetQueueAttributes",
    { QueueUrl, AttributeNames: ["All"] },
    { Attributes: { ApproximateNumberOfMessages: "4200", RedrivePolicy: "{}" } },
  ),
  asked("sqs:ListQueues", { QueueNamePrefix: "orders" }, { QueueUrls: [QueueUrl] }),
  asked("sqs:ListDeadLetterSourceQueues", { QueueUrl }, { queueUrls: [QueueUrl] }),
  asked(
    "dynamodb:DescribeTable",
    { TableName: "orders" },
    { Table: { TableName: "orders", TableStatus: "ACTIVE", ItemCount: 12 } },
  ),
  asked("dynamodb:DescribeLimits", {}, { AccountMaxReadCapacityUnits: 80_000 }),
  asked(
    "acm:DescribeCertificate",
    { CertificateArn: certificate },
    { Certificate: { DomainName: "shop.example", NotAfter: 1_764_037_800, Status: "ISSUED" } },
    {
      Certificate: {
        DomainName: "shop.example",
        NotAfter: new Date(1_764_037_800_000),
        Status: "ISSUED",
      },
    },
  ),
  asked(
    "acm:ListCertificates",
    { CertificateStatuses: ["ISSUED"] },
    {
      CertificateSummaryList: [{ CertificateArn: certificate, DomainName: "shop.example" }],
    },
  ),
  asked(
    "kinesis:DescribeStreamSummary",
    { StreamName: "clicks" },
    { StreamDescriptionSummary: { StreamName: "clicks", OpenShardCount: 4 } },
  ),
  asked("kinesis:ListShards", { StreamName: "clicks" }, { Shards: [{ ShardId: "shardId-0" }] }),
  asked(
    "servicequotas:GetServiceQuota",
    { ServiceCode: "lambda", QuotaCode: "L-B99A9384" },
    { Quota: quota },
  ),
  asked(
    "servicequotas:GetAWSDefaultServiceQuota",
    { ServiceCode: "lambda", QuotaCode: "L-B99A9384" },
    { Quota: quota },
  ),
  asked("servicequotas:ListServiceQuotas", { ServiceCode: "lambda" }, { Quotas: [quota] }),
];
