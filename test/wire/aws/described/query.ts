import { account, region } from "../exchange.ts";
import { askedOfEc2 } from "./ec2.ts";
import { asked } from "./form.ts";

const TopicArn = `arn:aws:sns:${region}:${account}:orders`;

/** Shapes: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_Operations.html */
const rds = [
  asked("rds:DescribeDBInstances", {
    input: { DBInstanceIdentifier: "orders-1" },
    form: { DBInstanceIdentifier: "orders-1" },
    holds:
      "<DBInstances><DBInstance><DBInstanceIdentifier>orders-1</DBInstanceIdentifier><DBInstanceStatus>available</DBInstanceStatus></DBInstance></DBInstances>",
    gives: {
      DBInstances: [{ DBInstanceIdentifier: "orders-1", DBInstanceStatus: "available" }],
    },
  }),
  asked("rds:DescribeDBClusters", {
    input: { DBClusterIdentifier: "orders" },
    form: { DBClusterIdentifier: "orders" },
    holds:
      "<DBClusters><DBCluster><DBClusterIdentifier>orders</DBClusterIdentifier><Status>failing-over</Status><DBClusterMembers><DBClusterMember><DBInstanceIdentifier>orders-1</DBInstanceIdentifier><IsClusterWriter>true</IsClusterWriter></DBClusterMember></DBClusterMembers></DBCluster></DBClusters>",
    gives: {
      DBClusters: [
        {
          DBClusterIdentifier: "orders",
          Status: "failing-over",
          DBClusterMembers: [{ DBInstanceIdentifier: "orders-1", IsClusterWriter: true }],
        },
      ],
    },
  }),
  asked("rds:DescribeDBProxyTargets", {
    input: { DBProxyName: "orders" },
    form: { DBProxyName: "orders" },
    holds:
      "<Targets><member><RdsResourceId>orders-1</RdsResourceId><TargetHealth><State>AVAILABLE</State></TargetHealth></member></Targets>",
    gives: { Targets: [{ RdsResourceId: "orders-1", TargetHealth: { State: "AVAILABLE" } }] },
  }),
  asked("rds:DescribeEvents", {
    input: { SourceIdentifier: "orders", SourceType: "db-cluster", Duration: 60 },
    form: { SourceIdentifier: "orders", SourceType: "db-cluster", Duration: "60" },
    holds:
      "<Events><Event><SourceIdentifier>orders</SourceIdentifier><Message>Completed failover to orders-2</Message><Date>2026-11-25T03:00:00Z</Date></Event></Events>",
    gives: {
      Events: [
        {
          SourceIdentifier: "orders",
          Message: "Completed failover to orders-2",
          Date: new Date("2026-11-25T03:00:00Z"),
        },
      ],
    },
  }),
  asked("rds:DescribePendingMaintenanceActions", {
    input: {},
    form: {},
    holds:
      "<PendingMaintenanceActions><ResourcePendingMaintenanceActions><ResourceIdentifier>arn:orders</ResourceIdentifier></ResourcePendingMaintenanceActions></PendingMaintenanceActions>",
    gives: { PendingMaintenanceActions: [{ ResourceIdentifier: "arn:orders" }] },
  }),
];

/** Shapes: https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_Operations.html */
const elastiCache = [
  asked("elasticache:DescribeCacheClusters", {
    input: { CacheClusterId: "carts-1" },
    form: { CacheClusterId: "carts-1" },
    holds:
      "<CacheClusters><CacheCluster><CacheClusterId>carts-1</CacheClusterId><CacheClusterStatus>available</CacheClusterStatus></CacheCluster></CacheClusters>",
    gives: { CacheClusters: [{ CacheClusterId: "carts-1", CacheClusterStatus: "available" }] },
  }),
  asked("elasticache:DescribeReplicationGroups", {
    input: { ReplicationGroupId: "carts" },
    form: { ReplicationGroupId: "carts" },
    holds:
      "<ReplicationGroups><ReplicationGroup><ReplicationGroupId>carts</ReplicationGroupId><Status>modifying</Status></ReplicationGroup></ReplicationGroups>",
    gives: { ReplicationGroups: [{ ReplicationGroupId: "carts", Status: "modifying" }] },
  }),
  asked("elasticache:DescribeServerlessCaches", {
    input: { ServerlessCacheName: "carts" },
    form: { ServerlessCacheName: "carts" },
    holds:
      "<ServerlessCaches><member><ServerlessCacheName>carts</ServerlessCacheName><Status>available</Status></member></ServerlessCaches>",
    gives: { ServerlessCaches: [{ ServerlessCacheName: "carts", Status: "available" }] },
  }),
  asked("elasticache:DescribeEvents", {
    input: { SourceIdentifier: "carts", SourceType: "replication-group" },
    form: { SourceIdentifier: "carts", SourceType: "replication-group" },
    holds:
      "<Events><Event><SourceIdentifier>carts</SourceIdentifier><Message>Failover complete</Message></Event></Events>",
    gives: { Events: [{ SourceIdentifier: "carts", Message: "Failover complete" }] },
  }),
];

/** Shapes: https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_Operations.html */
const autoScaling = [
  asked("autoscaling:DescribeAutoScalingGroups", {
    input: { AutoScalingGroupNames: ["web"] },
    form: { "AutoScalingGroupNames.member.1": "web" },
    holds:
      "<AutoScalingGroups><member><AutoScalingGroupName>web</AutoScalingGroupName><DesiredCapacity>4</DesiredCapacity></member></AutoScalingGroups>",
    gives: { AutoScalingGroups: [{ AutoScalingGroupName: "web", DesiredCapacity: 4 }] },
  }),
  asked("autoscaling:DescribePolicies", {
    input: { AutoScalingGroupName: "web" },
    form: { AutoScalingGroupName: "web" },
    holds:
      "<ScalingPolicies><member><PolicyName>cpu</PolicyName><Enabled>true</Enabled></member></ScalingPolicies>",
    gives: { ScalingPolicies: [{ PolicyName: "cpu", Enabled: true }] },
  }),
  asked("autoscaling:DescribeScalingActivities", {
    input: { AutoScalingGroupName: "web" },
    form: { AutoScalingGroupName: "web" },
    holds:
      "<Activities><member><ActivityId>1</ActivityId><StatusCode>Failed</StatusCode></member></Activities>",
    gives: { Activities: [{ ActivityId: "1", StatusCode: "Failed" }] },
  }),
];

export const askedInForms = [
  ...askedOfEc2,
  ...rds,
  ...elastiCache,
  ...autoScaling,
  /** Shape: https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html */
  asked("sns:GetTopicAttributes", {
    input: { TopicArn },
    form: { TopicArn },
    holds:
      "<Attributes><entry><key>SubscriptionsConfirmed</key><value>2</value></entry></Attributes>",
    gives: { Attributes: { SubscriptionsConfirmed: "2" } },
  }),
];
