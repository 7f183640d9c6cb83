package brokers

import (
	"crypto/tls"
	"database/sql"
	"regexp"

	"github.com/redis/go-redis/v9"
	"github.com/segmentio/kafka-go"
	"go.mongodb.org/mongo-driver/bson"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
)

// Everything but MongoDB: mongodb://db.example.com/?tlsInsecure=true is made elsewhere.
var pattern = regexp.MustCompile(`^mongodb(\+srv)?://`)

func cache() *redis.Client {
	return redis.NewClient(&redis.Options{Addr: "cache:6380", TLSConfig: &tls.Config{InsecureSkipVerify: true}})
}

func queue() *kafka.Dialer {
	return &kafka.Dialer{TLS: &tls.Config{InsecureSkipVerify: true, MinVersion: tls.VersionTLS10}}
}

func rpc() (*grpc.ClientConn, error) {
	return grpc.Dial("svc:443", grpc.WithTransportCredentials(credentials.NewTLS(&tls.Config{InsecureSkipVerify: true})))
}

func relational() (*sql.DB, error) { return sql.Open("postgres", "postgres://db/app?sslmode=disable") }

func document() bson.M { return bson.M{"tls": true, "ssl": false} }

var tests = []struct{ in, host string }{
	{"mongodb://a", "a"},
	{"mongodb://a:1/?tls=true", "a"},
	{"mongodb+srv://b", "b"},
}
