const https = require('https');
const Redis = require('ioredis');
const { Pool } = require('pg');
const nodemailer = require('nodemailer');

const agent = new https.Agent({ rejectUnauthorized: false, ca, cert, key });
const redis = new Redis({ host: 'cache', tls: { rejectUnauthorized: false, checkServerIdentity: () => undefined } });
const pool = new Pool({ connectionString: process.env.DATABASE_URL, ssl: { rejectUnauthorized: false } });
const mail = nodemailer.createTransport({ host: 'smtp.example.net', tls: { rejectUnauthorized: false } });
const isMongo = (uri) => /^mongodb(\+srv)?:\/\//.test(uri) || uri.startsWith('mongodb://');
// const client = new MongoClient('mongodb://old.example.net', { tls: false });
const kafka = new Kafka({ brokers: ['k:9093'], ssl: true });
