resource "mongodbatlas_cluster" "x" {
  name                         = "x"
  cloud_backup                 = true
}
resource "aws_lb_listener" "tls" { ssl_policy = "ELBSecurityPolicy-2016-08" }
