/** Connects with the real Java driver (mongodb-driver-sync): one JSON object per input line, one verdict per output line. */
import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

public class RunJava {
  static String attempt(Document row) {
    String uri = row.getString("uri");
    int wait = ((Number) row.get("timeoutMs")).intValue();
    try {
      MongoClientSettings settings = MongoClientSettings.builder()
          .applyConnectionString(new ConnectionString(uri))
          .applyToClusterSettings(b -> b.serverSelectionTimeout(wait, TimeUnit.MILLISECONDS))
          .applyToSocketSettings(b -> b.connectTimeout(wait, TimeUnit.MILLISECONDS).readTimeout(wait, TimeUnit.MILLISECONDS))
          .build();
      try (MongoClient client = MongoClients.create(settings)) {
        client.getDatabase("admin").runCommand(new Document("ping", 1));
      }
      return null;
    } catch (Throwable error) {
      return error.getClass().getName() + ": " + error.getMessage();
    }
  }

  public static void main(String[] args) throws Exception {
    ExecutorService pool = Executors.newCachedThreadPool();
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      Document row = Document.parse(line);
      pool.submit(() -> {
        long started = System.nanoTime();
        String error = attempt(row);
        Document answer = new Document("id", row.get("id")).append("connected", error == null)
            .append("ms", (System.nanoTime() - started) / 1_000_000);
        if (error != null) answer.append("error", error.substring(0, Math.min(error.length(), 2000)));
        synchronized (System.out) {
          System.out.println(answer.toJson());
          System.out.flush();
        }
      });
    }
    System.exit(0);
  }
}
