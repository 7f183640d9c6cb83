package net.example.store

import com.mongodb.ConnectionString
import com.mongodb.MongoClientSettings
import com.mongodb.kotlin.client.coroutine.MongoClient
import io.ktor.server.application.Application

fun Application.database(): MongoClient {
    val uri = environment.config.propertyOrNull("mongo.uri")?.getString() ?: "mongodb://localhost:27017/store"
    val settings = MongoClientSettings.builder()
        .applyConnectionString(ConnectionString(uri))
        .applyToSslSettings { it.enabled(true).invalidHostNameAllowed(false) }
        .build()
    return MongoClient.create(settings)
}

val atlas = MongoClient.create("mongodb+srv://cluster0.example.mongodb.net/?retryWrites=true&w=majority")
