@echo off
setlocal
set MONGO_URL=mongodb://app:%PASSWORD%@db.example.com/shop?tls=true
:: mongosh --tls --tlsAllowInvalidCertificates --host old.example.com
mongosh %MONGO_URL% --tls --tlsAllowInvalidHostnames --eval "db.stats()"
mongod --tlsMode preferTLS --tlsCertificateKeyFile C:\certs\mongodb.pem --install
mongoexport --uri "mongodb://export.example.com/shop?ssl=true" --collection orders --ssl ^
  --sslAllowInvalidCertificates
