package store

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"os"
	"time"

	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

const local = "mongodb://localhost:27017/store"

// Open connects with the pool of trusted certificates.
func Open(ctx context.Context, roots *x509.CertPool) (*mongo.Client, error) {
	uri := os.Getenv("MONGODB_URI")
	if uri == "" {
		uri = local
	}
	opts := options.Client().
		ApplyURI(uri).
		SetTimeout(5 * time.Second).
		SetTLSConfig(&tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12})
	return mongo.Connect(opts)
}

func atlas() (*mongo.Client, error) {
	return mongo.Connect(options.Client().ApplyURI("mongodb+srv://cluster0.example.mongodb.net/?retryWrites=true"))
}
