library(mongolite)
con <- mongo("orders", url = "mongodb://db.example.net/?tls=true", options = ssl_options(ca = "/ca.pem", weak_cert_validation = TRUE))
url <- "mongodb://plain.example.net"
