# The role that Handrail itself runs as, in the account where it runs. It may assume the readers' roles and nothing else.
terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0" }
  }
}

data "aws_partition" "current" {}
data "aws_caller_identity" "current" {}

locals {
  partition  = data.aws_partition.current.partition
  account_id = data.aws_caller_identity.current.account_id
}

resource "aws_iam_role" "bot" {
  name               = var.role_name
  assume_role_policy = jsonencode(local.trust)
}

resource "aws_iam_role_policy" "assumes" {
  name   = "handrail-assumes-readers"
  role   = aws_iam_role.bot.id
  policy = jsonencode(local.policy)
}

output "role_arn" {
  description = "The trusted_principal_arn of the readers."
  value       = aws_iam_role.bot.arn
}
