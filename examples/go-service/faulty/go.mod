module example.com/metrics

go 1.22

require go.mongodb.org/mongo-driver/v2 v2.0.1
