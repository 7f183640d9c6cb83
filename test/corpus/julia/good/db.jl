using Mongoc
client = Mongoc.Client("mongodb://$user:$(password)@db.example.net/?tls=true")
