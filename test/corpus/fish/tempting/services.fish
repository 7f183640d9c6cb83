# set -gx MONGO_URL mongodb://old.example.com
redis-cli --tls --insecure -h cache ping
curl --insecure https://example.com
if string match -q 'mongodb://*' $argv[1]
    echo "a MongoDB URI"
end
