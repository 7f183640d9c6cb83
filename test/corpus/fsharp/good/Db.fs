module Shop.Db

open System
open MongoDB.Driver

let local = "mongodb://localhost:27017/shop"

let connect (uri: string) =
    let settings = MongoClientSettings.FromConnectionString(uri)
    settings.UseTls <- true
    settings.SslSettings <- SslSettings(CheckCertificateRevocation = true)
    MongoClient(settings)

let client =
    match Environment.GetEnvironmentVariable "MONGODB_URI" with
    | null -> connect local
    | uri -> connect uri
