library(mongolite)

uri <- Sys.getenv("MONGODB_URI", "mongodb://localhost:27017")
orders <- mongo("orders", db = "shop", url = uri, options = ssl_options(ca = "/etc/ssl/ca.pem", cert = "/etc/ssl/client.pem"))
atlas <- mongo(collection = "orders", url = "mongodb+srv://cluster0.example.mongodb.net/?retryWrites=true")
