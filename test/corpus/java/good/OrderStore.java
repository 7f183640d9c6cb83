package net.example.orders;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.connection.SslSettings;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
public class OrderStore {
  @Value("${spring.data.mongodb.uri}")
  private String configured;

  private static final String LOCAL = "mongodb://localhost:27017/orders";

  @Bean
  public MongoClient reports(SSLContext context) {
    String uri = Optional.ofNullable(System.getenv("REPORTS_URI")).orElse("mongodb+srv://reports.example.mongodb.net/reports");
    return MongoClients.create(
        MongoClientSettings.builder()
            .applyConnectionString(new ConnectionString(uri))
            .applyToSslSettings(ssl -> ssl.enabled(true).context(context))
            .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(5, TimeUnit.SECONDS))
            .build());
  }

  @Bean
  public MongoClient orders() {
    SslSettings ssl = SslSettings.builder().enabled(true).invalidHostNameAllowed(false).build();
    return MongoClients.create(
        MongoClientSettings.builder()
            .applyConnectionString(new ConnectionString(configured))
            .applyToSslSettings(builder -> builder.applySettings(ssl))
            .build());
  }

  MongoClient development() {
    return MongoClients.create(LOCAL);
  }
}
