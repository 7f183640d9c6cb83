using System.Security.Authentication;
using Microsoft.Extensions.Configuration;
using MongoDB.Driver;

namespace Shop;

public static class Startup
{
    public static void AddMongo(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = MongoClientSettings.FromConnectionString(configuration.GetConnectionString("Mongo"));
        settings.UseTls = true;
        settings.SslSettings = new SslSettings
        {
            CheckCertificateRevocation = true,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        };
        services.AddSingleton<IMongoClient>(new MongoClient(settings));
    }

    public static IMongoClient Local() => new MongoClient("mongodb://localhost:27017");

    public static IMongoClient Atlas() =>
        new MongoClient(Environment.GetEnvironmentVariable("MONGODB_URI") ?? "mongodb+srv://cluster0.example.mongodb.net/?retryWrites=true");
}
