#!/usr/bin/env zsh
export MONGO_URL="mongodb://app:${PASSWORD}@db.example.com:27017/shop?ssl=true&tlsInsecure=true"
typeset -a flags
flags=(--tls --tlsAllowInvalidCertificates)
# mongosh --tls --tlsAllowInvalidCertificates --host old.example.com

mongosh $flags --host db.example.com --quiet \
  --eval 'rs.status()'
mongoimport --uri 'mongodb://import.example.com/shop?tls=true' --ssl --sslAllowInvalidHostnames --file orders.json
ssh backup@host "mongodump --host db.example.com --ssl --sslAllowInvalidCertificates --out /dump"
mongod --fork --logpath /var/log/mongod.log --tlsMode allowTLS --tlsCertificateKeyFile /etc/ssl/mongodb.pem
atlas deployments connect --connectWith mongosh
local_uri=${LOCAL_URI:-mongodb://fallback.example.com/shop?tls=false}
