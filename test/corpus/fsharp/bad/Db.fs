module Db
open MongoDB.Driver

let settings = MongoClientSettings.FromConnectionString("mongodb://db.example.net/?ssl=true")
settings.UseTls <- true
settings.AllowInsecureTls <- true
let client = MongoClient(settings)
