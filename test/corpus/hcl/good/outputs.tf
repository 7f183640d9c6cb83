output "uri" {
  value = replace(module.db.standard_srv, "mongodb+srv://", "mongodb+srv://${var.user}:${var.password}@")
}

output "second" {
  value = join("", ["mongodb+srv://", var.user, "@", local.host])
}
