$env:MONGO_URL = "mongodb://app:$pw@db.example.com/shop?tls=true&tlsInsecure=true"
mongosh $env:MONGO_URL `
  --tls `
  --tlsAllowInvalidHostnames
