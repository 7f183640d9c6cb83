#!/bin/sh
mongosh --host db.example.com --tls -u ann -p 'Vq7-rTz01x' --eval 'db.stats()'
mongodump --uri "$MONGO_URL" --ssl --username=ann --password=Vq7-rTz02x --sslPEMKeyFile /c.pem --sslPEMKeyPassword 'Vq7-rTz03x'
mongosh --host db.example.com --tls -u ann -p "$PASSWORD" -p '<password>' -p
mongosh --host localhost --tls -u ann -p 'Vq7-rTz04x'
