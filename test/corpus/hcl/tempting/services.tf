# uri = "mongodb://old.example.com/?tlsInsecure=true"
resource "mongodbatlas_project" "shop" {
  name = "shop"
}
resource "aws_elasticache_replication_group" "redis" {
  transit_encryption_enabled = false
}
resource "aws_db_parameter_group" "postgres" {
  parameter {
    name  = "rds.force_ssl"
    value = "0"
  }
}
resource "kafka_topic" "orders" {
  config = { "ssl.endpoint.identification.algorithm" = "" }
}
provider "vault" {
  skip_tls_verify = true
}
variable "uri" {
  validation {
    condition     = can(regex("^mongodb(\\+srv)?://", var.uri))
    error_message = "A URI such as mongodb://host/db."
  }
}
