using System;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using MongoDB.Driver;

namespace Shop.Data
{
    public class Shapes
    {
        private const string Uri = "mongodb://db1.example.com,db2.example.com/shop?replicaSet=rs0&tls=true&tlsInsecure=true";
        private static readonly string Raw = """mongodb://raw.example.com/shop?ssl=true&sslVerifyCertificate=false""";

        public IMongoClient Constant() => new MongoClient(Uri);

        public IMongoClient Initializer() =>
            new MongoClient(new MongoClientSettings
            {
                Server = new MongoServerAddress("db.example.com"),
                UseTls = true,
                AllowInsecureTls = true, // until the certificate is renewed
                SslSettings = new SslSettings { CheckCertificateRevocation = false, ClientCertificates = new[] { Certificate() } },
            });

        public IMongoClient ByMongoUrl()
        {
            var url = new MongoUrlBuilder("mongodb://url.example.com/shop") { UseTls = true, AllowInsecureTls = true };
            var settings = MongoClientSettings.FromUrl(url.ToMongoUrl());
            settings.SslSettings.ServerCertificateValidationCallback = delegate { return true; };
            return new MongoClient(settings);
        }

        public IMongoClient Verbatim(string user, string password) =>
            new MongoClient(@"mongodb://" + user + ":" + password + "@verbatim.example.com/?ssl=true");

        public IMongoClient Formatted(string host) =>
            new MongoClient(string.Format("mongodb://{0}:27017/?tls=false", host));

        public IMongoClient Create()
        {
            var settings = MongoClientSettings.FromUrl(MongoUrl.Create($"mongodb://{Environment.MachineName}.example.com/?tls=true"));
            settings.VerifySslCertificate = false;
            settings.SslSettings = new SslSettings { EnabledSslProtocols = SslProtocols.Tls };
            return new MongoClient(settings);
        }

        private static X509Certificate2 Certificate() => new("client.pfx");
    }
}
