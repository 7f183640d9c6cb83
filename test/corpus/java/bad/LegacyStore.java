package net.example.legacy;

import com.mongodb.Block;
import com.mongodb.ConnectionString;
import com.mongodb.MongoClient;
import com.mongodb.MongoClientOptions;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoClientURI;
import com.mongodb.ServerAddress;
import com.mongodb.client.MongoClients;
import com.mongodb.connection.SslSettings;
import javax.net.ssl.SSLSocketFactory;

public class LegacyStore {
  private final String host;
  static final String DEFAULT_URI = "mongodb://db1.shop.example.com:27017,"
      + "db2.shop.example.com:27017/shop"
      + "?replicaSet=rs0&ssl=true&sslInvalidHostNameAllowed=true";

  LegacyStore(String host) {
    this.host = host;
  }

  MongoClient byOptions() {
    MongoClientOptions options = MongoClientOptions.builder()
        .connectTimeout(5000)
        .sslEnabled(true) // since 2016
        .sslInvalidHostNameAllowed(true)
        .build();
    return new MongoClient(new ServerAddress(host, 27017), options);
  }

  MongoClient byUri() {
    return new MongoClient(new MongoClientURI(DEFAULT_URI));
  }

  com.mongodb.client.MongoClient anonymousBlock() {
    return MongoClients.create(MongoClientSettings.builder()
        .applyConnectionString(new ConnectionString("mongodb://block.example.com/?tls=true"))
        .applyToSslSettings(new Block<SslSettings.Builder>() {
          @Override
          public void apply(SslSettings.Builder builder) {
            builder.enabled(true);
            builder.invalidHostNameAllowed(true);
          }
        })
        .build());
  }

  com.mongodb.client.MongoClient textBlock() {
    String uri = """
        mongodb://text.example.com/shop?tls=true&tlsAllowInvalidHostnames=true""";
    return MongoClients.create(uri);
  }

  com.mongodb.client.MongoClient joined(String user, String name) {
    return MongoClients.create("mongodb://" + user + "@" + host + "/shop?tls=true&tlsInsecure=true&appname=" + name);
  }

  com.mongodb.client.MongoClient settings() {
    SslSettings.Builder ssl = SslSettings.builder();
    ssl.enabled(true);
    ssl.invalidHostNameAllowed(Boolean.getBoolean("insecure"));
    return MongoClients.create(
        MongoClientSettings.builder()
            .applyToClusterSettings(c -> c.hosts(java.util.List.of(new ServerAddress("db3.shop.example.com"))))
            .applyToSslSettings(b -> b.applySettings(ssl.build()))
            .build());
  }
}
