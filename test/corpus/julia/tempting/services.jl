using HTTP, LibPQ, Redis

# Mongoc.Client("mongodb://old.example.com/?tlsInsecure=true")
"""
Takes mongodb://user:secret@host/db.
"""
is_mongo(uri) = startswith(uri, "mongodb://")

page() = HTTP.get("https://example.com"; require_ssl_verification = false)
postgres() = LibPQ.Connection("host=pg sslmode=require")
redis() = RedisConnection(host = "cache", sslconfig = MbedTLS.SSLConfig(false))
smtp = (tls = true, ssl = true, verify = false)
