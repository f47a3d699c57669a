# The role that Handrail assumes in this account. It reads; it changes nothing.
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

resource "aws_iam_role" "reader" {
  name                 = var.role_name
  description          = "Handrail reads load balancers, metrics and logs with it"
  max_session_duration = 3600
  assume_role_policy   = jsonencode(local.trust)
}

resource "aws_iam_role_policy" "reads" {
  name   = "handrail-reads"
  role   = aws_iam_role.reader.id
  policy = jsonencode(local.policy)
}

output "role_arn" {
  description = "The role of this account in handrail.yaml."
  value       = aws_iam_role.reader.arn
}
