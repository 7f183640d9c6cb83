using Mongoc

const URI = "mongodb://db.example.com/shop?tls=true&tlsAllowInvalidCertificates=true"

constant() = Mongoc.Client(URI)
interpolated(user, password) = Mongoc.Client("mongodb://$(user):$(password)@interpolated.example.com/?ssl=true")
joined(host) = Mongoc.Client("mongodb://" * host * "/?tls=false")
pool() = Mongoc.ClientPool("mongodb://pool.example.com/?tls=true&tlsInsecure=true")
triple() = Mongoc.Client("""mongodb://triple.example.com/?ssl=false""")
# Mongoc.Client("mongodb://old.example.com")
