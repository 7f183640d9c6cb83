package net.example.legacy

import com.mongodb.Block
import com.mongodb.connection.SslSettings
import org.mongodb.scala.{ConnectionString, MongoClient, MongoClientSettings}

class Legacy(host: String, user: String, password: String) {
  val triple = MongoClient("""mongodb://triple.example.com/?tls=true&tlsAllowInvalidHostnames=true""")

  val formatted = MongoClient("mongodb://%s:%s@%s/?ssl=true".format(user, password, host))

  val stripped = MongoClient(s"mongodb+srv://$user:${password}@cluster0.example.mongodb.net/?tlsInsecure=true")

  val typed = MongoClientSettings
    .builder()
    .applyConnectionString(ConnectionString("mongodb://typed.example.com/?tls=true"))
    .applyToSslSettings((b: SslSettings.Builder) => b.enabled(true).invalidHostNameAllowed(true))
    .build()

  val old = MongoClientSettings
    .builder()
    .applyToSslSettings(new Block[SslSettings.Builder] {
      override def apply(builder: SslSettings.Builder): Unit = builder.enabled(true).invalidHostNameAllowed(true)
    })
    .build()

  val plain = MongoClient("mongodb://" + host + ":27017/?ssl=false")
}
