import { MongoClient } from 'mongodb';

const tlsCAFile = new URL('./ca.pem', import.meta.url).pathname;
export const client = new MongoClient(process.env.MONGODB_URI, { tls: true, tlsCAFile });
export const atlas = new MongoClient('mongodb+srv://cluster0.example.mongodb.net/?appName=web');
