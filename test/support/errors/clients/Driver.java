// Prints what the Java driver says: {id, uri, tls, trust, key, password} in, {id, text} out. Stores are PKCS #12.
import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.*;
import java.nio.file.*;
import java.security.KeyStore;
import java.util.concurrent.*;
import javax.net.ssl.*;
import org.bson.Document;

public class Driver {
  static SSLContext context(Document row) throws Exception {
    KeyManager[] keys = null;
    TrustManager[] trust = null;
    if (row.getString("trust") != null) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(Path.of(row.getString("trust")))) { store.load(in, "changeit".toCharArray()); }
      TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      trust = factory.getTrustManagers();
    }
    if (row.getString("key") != null) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      char[] password = row.get("password", "changeit").toCharArray();
      try (InputStream in = Files.newInputStream(Path.of(row.getString("key")))) { store.load(in, password); }
      KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, password);
      keys = factory.getKeyManagers();
    }
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, trust, null);
    return context;
  }

  static String attempt(Document row) {
    try {
      MongoClientSettings.Builder settings = MongoClientSettings.builder();
      if (row.getBoolean("tls")) {
        SSLContext context = context(row);
        settings.applyToSslSettings(s -> s.enabled(true).context(context));
      }
      settings.applyConnectionString(new ConnectionString(row.getString("uri")));
      try (MongoClient client = MongoClients.create(settings.build())) {
        client.getDatabase("admin").runCommand(new Document("ping", 1));
      }
      return null;
    } catch (Throwable error) {
      StringWriter text = new StringWriter();
      error.printStackTrace(new PrintWriter(text));
      return text.toString();
    }
  }

  public static void main(String[] args) throws Exception {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
    ExecutorService pool = Executors.newFixedThreadPool(8);
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      Document row = Document.parse(line);
      pool.submit(() -> {
        String answer = new Document("id", row.getString("id")).append("text", attempt(row)).toJson();
        synchronized (System.out) { System.out.println(answer); }
      });
    }
    pool.shutdown();
    pool.awaitTermination(120, TimeUnit.SECONDS);
  }
}
