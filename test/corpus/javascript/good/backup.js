const { spawn, execSync } = require('child_process');

spawn('mongodump', ['--uri', uri, '--ssl', '--out=' + folder]);
const args = ['--host', 'db.example.net'];
if (tls) args.push('--tls', '--tlsAllowInvalidCertificates');
spawn('mongosh', args);
execSync(`mongoexport --uri="mongodb://export.example.net/?tls=true" --ssl --collection=orders`);
