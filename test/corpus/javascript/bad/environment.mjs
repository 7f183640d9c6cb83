import { MongoClient } from 'mongodb';
import fs from 'node:fs';

process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';

const { MONGO_HOST: host = 'db.example.com' } = process.env;
const tls = { ca: fs.readFileSync('ca.pem'), rejectUnauthorized: false };

export const client = new MongoClient(`mongodb://${host}/shop`, { tls: true, ...tls });
export const other = await MongoClient.connect(
  [`mongodb://one.example.com`, `two.example.com/shop?tls=true&tlsInsecure=true`].join(','),
);
