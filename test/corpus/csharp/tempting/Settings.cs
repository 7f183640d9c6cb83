using MongoDB.Driver;

public record StoreOptions(bool UseTls, bool AllowInsecureTls = false);

public class MailOptions
{
    public bool UseSsl { get; set; } = true;

    public void Apply() => System.Net.ServicePointManager.ServerCertificateValidationCallback += (s, c, h, e) => true;
}
