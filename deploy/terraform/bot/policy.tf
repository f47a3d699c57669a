locals {
  policy = {
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "sts:AssumeRole"
      Resource = "arn:${local.partition}:iam::*:role/${var.reader_role_name}"
    }]
  }

  trust = {
    Version   = "2012-10-17"
    Statement = [for statement in [local.on_eks, local.elsewhere] : statement if statement != null]
  }

  on_eks = var.oidc_provider == null ? null : {
    Effect    = "Allow"
    Principal = { Federated = "arn:${local.partition}:iam::${local.account_id}:oidc-provider/${var.oidc_provider}" }
    Action    = "sts:AssumeRoleWithWebIdentity"
    Condition = {
      StringEquals = {
        "${var.oidc_provider}:sub" = "system:serviceaccount:${var.service_account}"
        "${var.oidc_provider}:aud" = "sts.amazonaws.com"
      }
    }
  }

  elsewhere = var.oidc_provider != null ? null : {
    Effect    = "Allow"
    Principal = { Service = var.service_principal }
    Action    = "sts:AssumeRole"
  }
}
