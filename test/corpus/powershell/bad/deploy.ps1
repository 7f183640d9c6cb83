[CmdletBinding()]
param(
    [string]$Server = 'mongodb://parameter.example.com/shop?ssl=true'
)

$password = $env:DB_PASSWORD
$settings = @{
    Uri = "mongodb://app:$($password)@table.example.com/shop?tls=true&tlsInsecure=true"
}
# mongosh --tls --tlsAllowInvalidCertificates --host old.example.com
& mongodump --uri "$Server" --ssl --sslAllowInvalidCertificates `
    --out C:\dump
mongosh --tls --tlsAllowInvalidHostnames --host db.example.com
[Environment]::SetEnvironmentVariable('MONGO_URL', 'mongodb://variable.example.com/shop?tls=false', 'Machine')
