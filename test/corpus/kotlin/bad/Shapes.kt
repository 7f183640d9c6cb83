package net.example.shapes

import com.mongodb.ConnectionString
import com.mongodb.MongoClientSettings
import com.mongodb.client.MongoClients
import com.mongodb.connection.SslSettings
import com.mongodb.kotlin.client.coroutine.MongoClient
import org.litote.kmongo.KMongo

private const val URI = "mongodb://db.example.com:27017/shop?tls=true&tlsAllowInvalidHostnames=true"

class Database(private val host: String, private val insecure: Boolean) {
    val constant = MongoClient.create(URI)

    val named = MongoClients.create(
        MongoClientSettings.builder()
            .applyConnectionString(ConnectionString("mongodb://$host:27017/shop?ssl=true"))
            .applyToSslSettings { ssl ->
                ssl.enabled(true)
                ssl.invalidHostNameAllowed(true)
            }
            .build(),
    )

    val built = SslSettings.builder().enabled(true).invalidHostNameAllowed(insecure).build()

    val kmongo = KMongo.createClient("mongodb://kmongo.example.com/?tls=true&tlsInsecure=true")

    val raw = MongoClient.create("""mongodb://raw.example.com/shop?ssl=false""")

    fun fallback() = MongoClient.create(System.getenv("MONGODB_URI") ?: "mongodb://fallback.example.com/shop?tls=false")

    fun joined(user: String, password: String) =
        MongoClient.create("mongodb://" + user + ":" + password + "@joined.example.com/?ssl=true")
}
