variable "trusted_principal_arn" {
  description = "The role that Handrail runs as, such as arn:aws:iam::111122223333:role/handrail."
  type        = string
}

variable "external_id" {
  description = "The externalId of this account in handrail.yaml."
  type        = string

  validation {
    condition     = length(var.external_id) <= 1224 && can(regex("^[\\w+=,.@:/-]{2,}$", var.external_id))
    error_message = "An external id has 2 to 1224 letters, digits or characters among +=,.@:/-_."
  }
}

variable "role_name" {
  description = "What the role is called."
  type        = string
  default     = "handrail-reader"
}

variable "log_bucket_arns" {
  description = "Buckets with access logs, such as arn:aws:s3:::our-logs; none are read when empty."
  type        = list(string)
  default     = []
}

variable "log_group_arns" {
  description = "Log groups of backends, such as arn:aws:logs:*:*:log-group:/ecs/shop:*; none are searched when empty."
  type        = list(string)
  default     = []
}

variable "athena" {
  description = "The workgroup, table and place of results that Athena is asked with; it is not asked when null."
  type = object({
    workgroup      = string
    database       = string
    table          = string
    results_bucket = string
    results_prefix = optional(string, "")
  })
  default = null
}
