using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using MongoDB.Driver;

public static class Callbacks
{
    private static bool Accept(object sender, X509Certificate certificate, X509Chain chain, SslPolicyErrors errors)
    {
        return true;
    }

    public static IMongoClient Open(string user, string password)
    {
        var url = new MongoUrlBuilder($"mongodb://{user}:{password}@db.example.com") { UseTls = true };
        var settings = MongoClientSettings.FromUrl(url.ToMongoUrl());
        settings.SslSettings = new SslSettings { ServerCertificateValidationCallback = Accept };
        return new MongoClient(settings);
    }

    public static IMongoClient Second()
    {
        var settings = MongoClientSettings.FromConnectionString(@"mongodb://other.example.com/?tls=true");
        settings.SslSettings.ServerCertificateValidationCallback += delegate { return true; };
        settings.SslSettings.CheckCertificateRevocation = false;
        return new MongoClient(settings);
    }

    private static bool AnyName(object sender, X509Certificate certificate, X509Chain chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.RemoteCertificateNameMismatch)
            return true;
        return errors == SslPolicyErrors.None;
    }

    public static IMongoClient Third()
    {
        return new MongoClient(new MongoClientSettings
        {
            Server = new MongoServerAddress("third.example.com", 27017),
            UseTls = true,
            SslSettings = new SslSettings { ServerCertificateValidationCallback = AnyName },
        });
    }

    public static IMongoClient Plain(string host) => new MongoClient(new MongoClientSettings
    {
        Server = new MongoServerAddress(host, 27017),
        SslSettings = new SslSettings { CheckCertificateRevocation = true },
    });
}
