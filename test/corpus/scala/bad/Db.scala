import org.mongodb.scala._

object Db {
  val client = MongoClient("mongodb://db.example.net:27017/?ssl=true")
  val settings = MongoClientSettings.builder().applyToSslSettings(b => b.enabled(true).invalidHostNameAllowed(true)).build()
  val interpolated = s"mongodb://$user:${config.password}@h.example.net/?tls=true"
}
