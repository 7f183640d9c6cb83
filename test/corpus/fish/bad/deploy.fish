#!/usr/bin/env fish
set -gx MONGO_URL "mongodb://app:$PASSWORD@db.example.com/shop?ssl=true&tlsInsecure=true"
# mongosh --tls --tlsAllowInvalidCertificates --host old.example.com
mongosh --tls --tlsAllowInvalidHostnames \
  --host db.example.com --eval 'db.stats()'
mongodump --uri "mongodb://dump.example.com/shop" --ssl --sslAllowInvalidCertificates
