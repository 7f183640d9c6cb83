import { MongoClient } from 'mongodb';
import { readFileSync } from 'node:fs';

const local = 'mongodb://localhost:27017/shop';
const secure = { tls: true, tlsCAFile: '/etc/ssl/ca.pem', tlsCertificateKeyFile: '/etc/ssl/client.pem' };

export const client = new MongoClient(process.env.MONGODB_URI ?? local, secure);
export const shared = new MongoClient('mongodb+srv://cluster0.example.mongodb.net/', { ca: readFileSync('/etc/ssl/ca.pem') });

export default function Banner() {
  return <h1>Don't panic</h1>;
}
