val redis = RedisClient.create(RedisURI.builder().withSsl(true).build())
val ok = uri.startsWith("mongodb://")
