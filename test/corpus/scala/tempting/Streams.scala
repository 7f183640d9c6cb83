package net.example.streams

import akka.kafka.ConsumerSettings
import org.mongodb.scala.MongoCollection

/** From Kafka to MongoDB. Never mongodb://user:secret@host in a log. */
class Streams(target: MongoCollection[Event]) {
  val kafka = ConsumerSettings(system, decoder, decoder)
    .withProperty("security.protocol", "SSL")
    .withProperty("ssl.endpoint.identification.algorithm", "")
  val redis = RedisClient(host = "cache", sslEnabled = true)
  val sql = Database.forURL("jdbc:postgresql://db/app?ssl=true&sslmode=require")
  val mail = Mailer("smtp.example.com", 587).startTls(true)()
  def isMongo(uri: String): Boolean = uri.startsWith("mongodb://")
}
