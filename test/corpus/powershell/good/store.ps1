param([string]$Uri = 'mongodb://localhost:27017/shop')

$env:MONGODB_URI = $Uri
mongosh 'mongodb+srv://cluster0.example.mongodb.net/shop' --tlsCAFile 'C:\certs\ca.pem' --quiet
