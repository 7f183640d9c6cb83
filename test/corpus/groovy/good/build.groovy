def client = new MongoClient(new MongoClientURI("mongodb://${user}:${pw}@db.example.net/?ssl=true"))
