import express from 'express';
import mongoose from 'mongoose';
import { MongoClient } from 'mongodb';

const app = express();

// tlsCAFile alone starts TLS in PyMongo, not here: this connection is in plaintext.
await mongoose.connect('mongodb://shop-db.example.com:27017/shop', {
  tlsCAFile: '/etc/ssl/shop-ca.pem',
});

// Removed in version 6 of the driver: it refuses to start.
const legacy = new MongoClient('mongodb://legacy-db.example.com/?tls=true', {
  sslValidate: false,
  sslCA: '/etc/ssl/shop-ca.pem',
});

const base = { tls: true, tlsCAFile: '/etc/ssl/shop-ca.pem' };
const stock = new MongoClient('mongodb://stock-db.example.com/', { ...base, tlsAllowInvalidHostnames: true });

// Not MongoDB: nothing to say here.
const smtp = { host: 'mail.example.com', tls: { rejectUnauthorized: false } };

app.get('/stock/:id', async (req, res) => {
  res.json(await stock.db('shop').collection('stock').findOne({ sku: req.params.id }));
});
app.listen(3000);
export { legacy, smtp };
