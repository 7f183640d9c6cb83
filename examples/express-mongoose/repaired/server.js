import express from 'express';
import mongoose from 'mongoose';
import { MongoClient } from 'mongodb';

const app = express();

await mongoose.connect('mongodb://shop-db.example.com:27017/shop', {
  tls: true,
  tlsCAFile: '/etc/ssl/shop-ca.pem',
});

const legacy = new MongoClient('mongodb://legacy-db.example.com/?tls=true', {
  tlsCAFile: '/etc/ssl/shop-ca.pem',
});

const base = { tls: true, tlsCAFile: '/etc/ssl/shop-ca.pem' };
const stock = new MongoClient('mongodb://stock-db.example.com/', { ...base });

// Not MongoDB: nothing to say here.
const smtp = { host: 'mail.example.com', tls: { rejectUnauthorized: false } };

app.get('/stock/:id', async (req, res) => {
  res.json(await stock.db('shop').collection('stock').findOne({ sku: req.params.id }));
});
app.listen(3000);
export { legacy, smtp };
