package shapes

import (
	"context"
	"crypto/tls"
	"flag"
	"fmt"

	"go.mongodb.org/mongo-driver/mongo"
	"go.mongodb.org/mongo-driver/mongo/options"
)

var uri = flag.String("uri", "mongodb://flag.example.com:27017/?ssl=true&tlsInsecure=true", "where the data is")

const raw = `mongodb://raw.example.com/shop?tls=true`

type store struct {
	client *mongo.Client
	tls    *tls.Config
}

func (s *store) open(ctx context.Context, insecure bool) (err error) {
	s.client, err = mongo.Connect(ctx, options.Client().ApplyURI(raw).SetTLSConfig(&tls.Config{
		InsecureSkipVerify: true,
		MinVersion:         tls.VersionTLS10,
	}))
	return err
}

func field(ctx context.Context, insecure bool) (*mongo.Client, error) {
	cfg := &tls.Config{}
	cfg.InsecureSkipVerify = insecure
	opts := options.Client()
	opts.ApplyURI("mongodb://" + *uri + "/?tls=true")
	opts.SetTLSConfig(cfg)
	return mongo.Connect(ctx, opts)
}

func order(ctx context.Context) (*mongo.Client, error) {
	opts := options.Client().SetTLSConfig(&tls.Config{InsecureSkipVerify: true}).ApplyURI("mongodb://order.example.com/?tls=true")
	return mongo.Connect(ctx, opts)
}

func files() (*tls.Config, error) {
	return options.BuildTLSConfig(map[string]interface{}{
		"tlsCAFile":             "/etc/ssl/ca.pem",
		"tlsCertificateKeyFile": "/etc/ssl/client.pem",
	})
}

func formatted(user, password, host string) string {
	return fmt.Sprintf("mongodb://%s:%s@%s:27017/shop?ssl=true&sslInsecure=true", user, password, host)
}
