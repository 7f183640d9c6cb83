package net.example.brokers;

import com.mongodb.client.MongoCollection;
import com.rabbitmq.client.ConnectionFactory;
import io.lettuce.core.RedisURI;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import org.bson.Document;

/** Copies what the queue says to MongoDB (see mongodb://host/db in the handbook). */
class Brokers {
  private final MongoCollection<Document> target;

  Brokers(MongoCollection<Document> target) {
    this.target = target;
  }

  void rabbit(SSLContext context) throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.useSslProtocol(context);
    factory.enableHostnameVerification();
  }

  RedisURI redis() {
    return RedisURI.builder().withHost("cache").withSsl(true).withVerifyPeer(false).build();
  }

  Properties kafka() {
    Properties p = new Properties();
    p.put("ssl.endpoint.identification.algorithm", "");
    p.put("security.protocol", "SSL");
    p.setProperty("ssl.truststore.location", "/etc/kafka/trust.jks");
    return p;
  }

  Object postgres() {
    var source = new org.postgresql.ds.PGSimpleDataSource();
    source.setSsl(true);
    source.setSslMode("require");
    return source;
  }

  Object search() {
    return org.elasticsearch.client.RestClient.builder().setHttpClientConfigCallback(
        http -> http.setSSLHostnameVerifier(NoopHostnameVerifier.INSTANCE));
  }
}
