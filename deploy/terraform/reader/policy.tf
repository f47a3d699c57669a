# What Handrail may do, without any provider, so that it can be looked at and tested by itself. actions.json is written by
# `npm run docs` from the list of commands that Handrail may send (src/aws/allow-list.ts).
locals {
  actions = jsondecode(file("${path.module}/actions.json"))
  logs    = "AWSLogs/*/elasticloadbalancing/*"

  statements = concat(
    [
      { Sid = "Reads", Effect = "Allow", Action = local.actions.everywhere, Resource = ["*"] },
      {
        Sid      = "ReadsApis"
        Effect   = "Allow"
        Action   = local.actions.apis
        Resource = [for path in local.actions.apiPaths : "arn:${local.partition}:apigateway:*::${path}"]
      },
    ],
    length(var.log_group_arns) == 0 ? [] : [
      { Sid = "SearchesLogs", Effect = "Allow", Action = local.actions.logGroups, Resource = var.log_group_arns },
    ],
    length(var.log_bucket_arns) == 0 ? [] : [
      { Sid = "ListsAccessLogs", Effect = "Allow", Action = local.actions.buckets, Resource = var.log_bucket_arns },
      {
        Sid      = "ReadsAccessLogs"
        Effect   = "Allow"
        Action   = local.actions.objects
        Resource = flatten([for arn in var.log_bucket_arns : ["${arn}/${local.logs}", "${arn}/*/${local.logs}"]])
      },
    ],
    [
      for statement in local.athena_statements : statement if var.athena != null
    ],
  )

  athena = var.athena != null ? var.athena : {
    workgroup = "", database = "", table = "", results_bucket = "", results_prefix = ""
  }
  athena_statements = [
    {
      Sid      = "AsksAthena"
      Effect   = "Allow"
      Action   = local.actions.athena
      Resource = ["arn:${local.partition}:athena:*:${local.account_id}:workgroup/${local.athena.workgroup}"]
    },
    {
      Sid    = "KnowsTheTable"
      Effect = "Allow"
      Action = local.actions.besidesAthena.glue
      Resource = [
        "arn:${local.partition}:glue:*:${local.account_id}:catalog",
        "arn:${local.partition}:glue:*:${local.account_id}:database/${local.athena.database}",
        "arn:${local.partition}:glue:*:${local.account_id}:table/${local.athena.database}/${local.athena.table}",
      ]
    },
    {
      Sid      = "KeepsResults"
      Effect   = "Allow"
      Action   = local.actions.besidesAthena.results
      Resource = ["arn:${local.partition}:s3:::${local.athena.results_bucket}/${local.athena.results_prefix}*"]
    },
    {
      Sid      = "FindsResults"
      Effect   = "Allow"
      Action   = local.actions.besidesAthena.resultsBucket
      Resource = ["arn:${local.partition}:s3:::${local.athena.results_bucket}"]
    },
  ]

  policy = { Version = "2012-10-17", Statement = local.statements }

  trust = {
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = var.trusted_principal_arn }
      Action    = "sts:AssumeRole"
      Condition = { StringEquals = { "sts:ExternalId" = var.external_id } }
    }]
  }
}
