package net.example

import com.mongodb.ConnectionString
import com.mongodb.MongoClientSettings
import com.mongodb.client.MongoClients

class Store {
    static final String LOCAL = 'mongodb://localhost:27017/store'

    def client() {
        def uri = System.getenv('MONGODB_URI') ?: LOCAL
        def settings = MongoClientSettings.builder()
            .applyConnectionString(new ConnectionString(uri))
            .applyToSslSettings { it.enabled(true).invalidHostNameAllowed(false) }
            .build()
        return MongoClients.create(settings)
    }
}
