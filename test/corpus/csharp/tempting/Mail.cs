public class Mail
{
    public void Send()
    {
        var smtp = new SmtpClient { Host = "smtp", EnableSsl = true };
        var redis = new ConfigurationOptions { Ssl = true, CheckCertificateRevocation = false };
        handler.ServerCertificateCustomValidationCallback = (m, c, ch, e) => true;
        var ok = uri.StartsWith("mongodb://");
    }
}
