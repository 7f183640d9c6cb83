package net.example;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;

public class Database {
  private static final String URI = "mongodb://app:pw@db.example.net/app?tls=true";

  MongoClient create() {
    MongoClientSettings settings = MongoClientSettings.builder()
        .applyConnectionString(new ConnectionString(URI))
        .applyToSslSettings(builder -> builder.enabled(true).invalidHostNameAllowed(true))
        .build();
    return MongoClients.create(settings);
  }

  MongoClient block() {
    return MongoClients.create(MongoClientSettings.builder()
        .applyToSslSettings(ssl -> {
          ssl.enabled(true);
          ssl.invalidHostNameAllowed(true);
        })
        .build());
  }

  com.mongodb.MongoClient legacy() {
    return new com.mongodb.MongoClient(new ServerAddress("h"), MongoClientOptions.builder().sslEnabled(true).sslInvalidHostNameAllowed(true).build());
  }

  MongoClient plain = MongoClients.create("mongodb://" + System.getenv("HOST") + "/?ssl=true");
  String formatted = String.format("mongodb://%s:%s@%s/?tls=false", user, password, host);
}
