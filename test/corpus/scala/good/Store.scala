package net.example.store

import com.typesafe.config.ConfigFactory
import org.mongodb.scala.{ConnectionString, MongoClient, MongoClientSettings}

object Store {
  private val config = ConfigFactory.load()

  val settings: MongoClientSettings = MongoClientSettings
    .builder()
    .applyConnectionString(ConnectionString(config.getString("mongo.uri")))
    .applyToSslSettings(builder => builder.enabled(true).invalidHostNameAllowed(false))
    .build()

  val client: MongoClient = MongoClient(settings)
  val local: MongoClient = MongoClient("mongodb://localhost:27017")
  val atlas: MongoClient = MongoClient(sys.env.getOrElse("MONGODB_URI", "mongodb+srv://cluster0.example.mongodb.net/store"))
}
