locals {
  # old = "mongodb://old.example.com"
  mongo_uri = "mongodb://${var.user}:${random_password.db.result}@${aws_docdb_cluster.db.endpoint}:27017/?tls=true&tlsAllowInvalidHostnames=true"
}

resource "kubernetes_secret" "mongo" {
  data = {
    uri    = "mongodb://secret.example.com/shop?ssl=true"
    second = format("mongodb://%s:27017/shop?tls=false", var.host)
  }
}

resource "aws_ecs_task_definition" "web" {
  container_definitions = jsonencode([{
    name        = "web"
    environment = [{ name = "MONGO_URL", value = "mongodb://ecs.example.com/shop?tls=true&tlsInsecure=true" }]
    command     = ["mongosh", "--tls", "--tlsAllowInvalidCertificates", "--host", "db.example.com"]
  }])
}

variable "uri" {
  default = "mongodb://default.example.com/shop"
}
