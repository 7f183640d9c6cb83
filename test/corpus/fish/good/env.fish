set -gx MONGODB_URI mongodb://localhost:27017/shop
mongosh "mongodb+srv://cluster0.example.mongodb.net/shop" --tlsCAFile /etc/ssl/ca.pem --quiet
