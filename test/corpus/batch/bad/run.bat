@echo off
rem set MONGO_URL=mongodb://old.example.com
set "MONGO_URL=mongodb://%USER%:%PW%@db.example.com/shop?ssl=true"
mongodump --host db.example.com ^
  --ssl --sslAllowInvalidCertificates ^
  --out C:\dump
