#!/bin/bash
java -Djavax.net.ssl.trustStore=/etc/ssl/trust.jks \
  -Dspring.data.mongodb.uri="mongodb://property.example.com/shop?ssl=true&sslInvalidHostNameAllowed=true" \
  -jar app.jar
NODE_TLS_REJECT_UNAUTHORIZED=0 MONGO_URL=mongodb://inline.example.com/shop?tls=true node server.js
PYTHONHTTPSVERIFY=0 python3 load.py --mongo "mongodb://load.example.com/shop?tls=true&tlsInsecure=true"
