module Shop.Shapes

open MongoDB.Driver

let constant = "mongodb://db.example.com/shop?tls=true&tlsInsecure=true"

let byCall () = MongoClient("mongodb://call.example.com/?ssl=true")

let interpolated user password =
    MongoClient($"mongodb://{user}:{password}@interpolated.example.com/?ssl=true")

let formatted host = MongoClient(sprintf "mongodb://%s:27017/?tls=false" host)

let configured () =
    let settings = MongoClientSettings.FromConnectionString("mongodb://configured.example.com/?tls=true")
    settings.AllowInsecureTls <- true
    settings.SslSettings <- SslSettings(CheckCertificateRevocation = false)
    MongoClient(settings)

let triple = MongoClient("""mongodb://triple.example.com/shop""")
