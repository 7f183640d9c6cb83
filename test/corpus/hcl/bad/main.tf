resource "helm_release" "shop" {
  set {
    name  = "mongo.url"
    value = "mongodb://${var.user}:${var.password}@db.example.com/shop?tls=true&tlsInsecure=true"
  }
  user_data = <<-EOT
    #!/bin/bash
    mongosh --tls --tlsAllowInvalidHostnames --host ${var.host}
  EOT
}
