library(httr)
library(DBI)

# con <- mongo("orders", url = "mongodb://old.example.com/?tlsInsecure=true")
GET("https://example.com", config(ssl_verifypeer = FALSE, ssl_verifyhost = FALSE))
postgres <- dbConnect(RPostgres::Postgres(), host = "pg", sslmode = "require", sslrootcert = "ca.pem")
redis <- redux::hiredis(host = "cache", tls = TRUE)
mail <- smtp(host = "smtp.example.com", use_ssl = TRUE, tls = TRUE)
is_mongo <- function(uri) startsWith(uri, "mongodb://") || grepl("^mongodb(\\+srv)?://", uri)
