package com.example;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;

final class Invoices {
    static MongoClient client() {
        MongoClientSettings settings = MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString("mongodb://invoices-db.example.com/?tls=true"))
                .applyToSslSettings(ssl -> ssl.enabled(true).invalidHostNameAllowed(true))
                .build();
        return MongoClients.create(settings);
    }
}
