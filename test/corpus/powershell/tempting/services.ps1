# $uri = 'mongodb://old.example.com/?tlsInsecure=true'
[Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12
[Net.ServicePointManager]::ServerCertificateValidationCallback = { $true }
Send-MailMessage -SmtpServer smtp.example.com -UseSsl
Invoke-WebRequest https://elastic:9200 -SkipCertificateCheck
redis-cli --tls --insecure -h cache ping
if ($Uri -notmatch '^mongodb(\+srv)?://') { throw 'a MongoDB URI is needed' }
Restart-Service MongoDB
