const fs = require('fs');
const { MongoClient } = require('mongodb');
const mongoose = require('mongoose');
const MongoStore = require('connect-mongo');

const uri = process.env.MONGO_URL || 'mongodb://db.example.net:27017/shop';
const options = { tls: true, tlsAllowInvalidCertificates: true, maxPoolSize: 10 };
const client = new MongoClient(uri, options);

mongoose.connect('mongodb://' + user + ':' + password + '@host.example.net/shop?ssl=true', {
  useNewUrlParser: true,
  ssl: true,
  sslValidate: false,
  sslCA: [fs.readFileSync('./ca.pem')],
}).then(() => console.log('connected to mongodb://host'));

MongoClient.connect(`mongodb://${user}:${password}@h.example.net/?tlsInsecure=true`, { 'tlsInsecure': true, ...shared }, (err, db) => {
  if (err) throw err;
});

const extra = {};
extra.tls = true;
if (process.env.CA) extra['tlsCAFile'] = process.env.CA;
const second = mongoose.createConnection(process.env.REPORTS_URL ?? 'mongodb://reports.example.net', extra);

app.use(session({ store: MongoStore.create({ mongoUrl: 'mongodb://sessions.example.net', mongoOptions: { tls: true, checkServerIdentity: () => undefined } }) }));

process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
const conditional = new MongoClient(uri, { ...(production ? { tls: true } : { tls: false }), tlsInsecure: insecure });
