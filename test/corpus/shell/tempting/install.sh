#!/bin/sh
apt-get install -y mongodb-org mongosh
systemctl restart mongod
curl --tlsv1.2 https://www.mongodb.org/static/pgp/server-7.0.asc
mysql --ssl-mode=REQUIRED --host db
redis-cli --tls --cacert ca.pem
docker pull mongo:7
psql "postgres://db/app?sslmode=require"
echo "mongo is up"
mongo --eval 'rs.initiate()'
