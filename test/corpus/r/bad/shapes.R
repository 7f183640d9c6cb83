library(mongolite)

url <- "mongodb://db.example.com/shop?tls=true&tlsAllowInvalidCertificates=true"
constant <- mongo("orders", url = url)

options <- ssl_options(weak_cert_validation = TRUE, allow_invalid_hostname = TRUE)
beside <- mongo("orders", url = "mongodb://beside.example.com/shop?ssl=true", options = options)

joined <- function(user, password) {
  mongo("orders", url = paste0("mongodb://", user, ":", password, "@joined.example.com/?ssl=true"))
}

formatted <- mongo("orders", url = sprintf("mongodb://%s:27017/?tls=false", Sys.getenv("DB_HOST")))
raw <- mongo("orders", url = r"(mongodb://raw.example.com/?tlsInsecure=true)")
# mongo("orders", url = "mongodb://old.example.com")
