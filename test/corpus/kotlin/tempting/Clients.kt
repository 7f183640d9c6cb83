package net.example.clients

import com.mongodb.client.MongoDatabase

// val client = MongoClient.create("mongodb://old.example.com/?tlsInsecure=true")
class Clients(private val mongo: MongoDatabase) {
    val redis = RedisClient.create(RedisURI.Builder.redis("cache").withSsl(true).withVerifyPeer(false).build())
    val rabbit = ConnectionFactory().apply { useSslProtocol() }
    val http = HttpClient(CIO) { engine { https { trustManager = acceptAll } } }
    val kafka = mapOf("security.protocol" to "SSL", "ssl.endpoint.identification.algorithm" to "")
    val mail = Properties().apply { put("mail.smtp.ssl.enable", "true"); put("mail.smtp.starttls.enable", "true") }

    fun isMongo(text: String) = text.startsWith("mongodb://") || Regex("^mongodb(\\+srv)?://").containsMatchIn(text)
}
