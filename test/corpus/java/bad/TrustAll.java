package app;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

public class TrustAll {
  public MongoClient open(String user) throws Exception {
    System.setProperty("javax.net.ssl.keyStore", "/etc/app/client.p12");
    System.setProperty("javax.net.ssl.keyStorePassword", System.getenv("STORE_PASSWORD"));
    TrustManager[] everybody = {
      new X509TrustManager() {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
          // nothing is checked
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
          return new X509Certificate[0];
        }
      }
    };
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, everybody, new SecureRandom());
    String uri = "mongodb://" + user + "@db.example.com/?tls=true";
    MongoClientSettings settings =
        MongoClientSettings.builder()
            .applyConnectionString(new ConnectionString(uri))
            .applyToSslSettings(ssl -> ssl.enabled(true).context(context))
            .build();
    return MongoClients.create(settings);
  }
}
