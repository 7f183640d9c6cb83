@echo off
rem set MONGO_URL=mongodb://old.example.com
redis-cli --tls --insecure -h cache ping
curl --insecure https://elastic:9200
mysql --ssl-mode=DISABLED -h db
echo A MongoDB URI looks like mongodb://host/db
net start MongoDB
