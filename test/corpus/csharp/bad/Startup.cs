using MongoDB.Driver;

public class Startup
{
    public void Configure(IServiceCollection services)
    {
        var settings = MongoClientSettings.FromConnectionString("mongodb://app:pw@db.example.net/?ssl=true");
        settings.UseTls = true;
        settings.AllowInsecureTls = true;
        settings.SslSettings = new SslSettings
        {
            CheckCertificateRevocation = false,
            EnabledSslProtocols = SslProtocols.Tls11,
            ServerCertificateValidationCallback = (sender, certificate, chain, errors) => true,
        };
        services.AddSingleton<IMongoClient>(new MongoClient(settings));

        var interpolated = new MongoClient($"mongodb://{user}:{password}@{host}/?tls=true");
        var initializer = new MongoClient(new MongoClientSettings { Server = server, UseSsl = true, VerifySslCertificate = false });
        var fallback = new MongoClient(Environment.GetEnvironmentVariable("MONGO_URL") ?? @"mongodb://fallback.example.net");
    }
}
