#!/bin/sh
set -eu
: "${MONGODB_URI:=mongodb://localhost:27017/shop}"
CA=/etc/ssl/ca.pem

mongodump --uri="$MONGODB_URI" --ssl --sslCAFile="$CA" --gzip --archive=/backup/shop.gz
mongosh "mongodb+srv://cluster0.example.mongodb.net/shop" --tlsCAFile "$CA" --eval 'db.stats()'
mongod --dbpath /data --tlsMode requireTLS --tlsCertificateKeyFile /etc/ssl/mongodb.pem --tlsCAFile "$CA"
