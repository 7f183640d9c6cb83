package net.example;

class Http {
  Object client = HttpClient.newBuilder().sslContext(context).build();
  Object redis = Jedis.builder().ssl(true).build();
  boolean mongo(String uri) { return uri.startsWith("mongodb://"); }
  // new MongoClient("mongodb://old.example.net")
}
