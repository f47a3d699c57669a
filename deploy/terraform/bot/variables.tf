variable "role_name" {
  type    = string
  default = "handrail"
}

variable "reader_role_name" {
  description = "The role_name of the readers."
  type        = string
  default     = "handrail-reader"
}

variable "service_principal" {
  description = "What runs Handrail, such as ec2.amazonaws.com or ecs-tasks.amazonaws.com. Not used on EKS."
  type        = string
  default     = "ec2.amazonaws.com"
}

variable "oidc_provider" {
  description = "EKS: the cluster's OIDC provider without https://, such as oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE."
  type        = string
  default     = null
}

variable "service_account" {
  description = "EKS: namespace:name of Handrail's service account."
  type        = string
  default     = "handrail:handrail"
}
