import com.mongodb.ConnectionString
import com.mongodb.kotlin.client.coroutine.MongoClient

val client = MongoClient.create("mongodb://${user}:$password@db.example.net/?tls=true")

val settings = MongoClientSettings.builder()
    .applyConnectionString(ConnectionString(System.getenv("MONGO_URL") ?: "mongodb://fallback.example.net"))
    .applyToSslSettings { it.enabled(true).invalidHostNameAllowed(true) }
    .build()

val other = MongoClientSettings.builder().applyToSslSettings { builder ->
    builder.enabled(true)
    builder.invalidHostNameAllowed(allow)
}.build()
