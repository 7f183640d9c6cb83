@echo off
set "MONGODB_URI=mongodb://localhost:27017/shop"
mongosh "mongodb+srv://cluster0.example.mongodb.net/shop" --tlsCAFile C:\certs\ca.pem --quiet
mongod --config C:\data\mongod.cfg --tlsMode requireTLS --tlsCertificateKeyFile C:\certs\mongodb.pem --tlsCAFile C:\certs\ca.pem
