// Connects with the real Go driver: one JSON object per input line, one verdict per output line.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"sync"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

type row struct {
	ID        string `json:"id"`
	URI       string `json:"uri"`
	TimeoutMS int    `json:"timeoutMs"`
	DNS       string `json:"dns"`
}

type answer struct {
	ID        string `json:"id"`
	Connected bool   `json:"connected"`
	Error     string `json:"error,omitempty"`
}

func attempt(r row) error {
	limit := time.Duration(r.TimeoutMS) * time.Millisecond
	client, err := mongo.Connect(options.Client().ApplyURI(r.URI).SetServerSelectionTimeout(limit).SetConnectTimeout(limit))
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*limit)
	defer cancel()
	defer client.Disconnect(context.Background())
	return client.Database("admin").RunCommand(ctx, bson.D{{Key: "ping", Value: 1}}).Err()
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(make([]byte, 1<<20), 1<<20)
	var wait sync.WaitGroup
	var lock sync.Mutex
	for lines.Scan() {
		var r row
		if json.Unmarshal(lines.Bytes(), &r) != nil {
			continue
		}
		if r.DNS != "" {
			// From then on all names are those of the tests' own DNS server; localhost stays in /etc/hosts.
			server := r.DNS
			net.DefaultResolver = &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
				return (&net.Dialer{}).DialContext(ctx, "udp", server)
			}}
		}
		wait.Add(1)
		go func() {
			defer wait.Done()
			err := attempt(r)
			a := answer{ID: r.ID, Connected: err == nil}
			if err != nil {
				a.Error = fmt.Sprint(err)
			}
			text, _ := json.Marshal(a)
			lock.Lock()
			fmt.Println(string(text))
			lock.Unlock()
		}()
	}
	wait.Wait()
}
