module Store

using Mongoc

const LOCAL = "mongodb://localhost:27017"

open_store() = Mongoc.Client(get(ENV, "MONGODB_URI", LOCAL))
atlas() = Mongoc.Client("mongodb+srv://cluster0.example.mongodb.net/?retryWrites=true")

end
