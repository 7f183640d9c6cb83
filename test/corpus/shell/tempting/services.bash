#!/usr/bin/env bash
# mongosh "mongodb://old.example.com" --tls --tlsAllowInvalidCertificates
redis-cli --tls --insecure --cacert ca.pem -h cache ping
psql "sslmode=require host=pg dbname=app"
mysql --ssl-mode=DISABLED -h db -e 'select 1'
kafka-topics.sh --bootstrap-server k:9093 --command-config ssl.properties --list
curl --insecure --tlsv1.2 https://elastic:9200/_cat/health
openssl s_client -connect mongo.example.com:27017 -tls1_2
grpcurl -insecure svc:443 list
ldapsearch -ZZ -H ldaps://ldap
if [[ "$1" == mongodb://* || "$1" =~ ^mongodb\+srv:// ]]; then
  echo "use a MongoDB URI such as mongodb://host/db"
fi
apt-get install -y mongodb-mongosh
systemctl status mongod
