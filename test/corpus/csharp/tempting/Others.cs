using MongoDB.Bson;
using StackExchange.Redis;
using RabbitMQ.Client;

namespace Shop.Others;

// var client = new MongoClient("mongodb://old.example.com/?ssl=false");
public class Others
{
    /// <summary>A URI such as mongodb://user:secret@host/db.</summary>
    public bool IsMongo(string uri) => uri.StartsWith("mongodb://") || uri.StartsWith("mongodb+srv://");

    public ConfigurationOptions Redis() => new() { EndPoints = { "cache:6380" }, Ssl = true, SslProtocols = SslProtocols.Tls11 };

    public ConnectionFactory Rabbit() =>
        new() { HostName = "rabbit", Ssl = new SslOption { Enabled = true, AcceptablePolicyErrors = SslPolicyErrors.RemoteCertificateNameMismatch } };

    public ProducerConfig Kafka() => new() { SecurityProtocol = SecurityProtocol.Ssl, EnableSslCertificateVerification = false };

    public string Postgres() => "Host=pg;Database=app;SSL Mode=Require;Trust Server Certificate=true";

    public BsonDocument Document() => new("tls", true);
}
