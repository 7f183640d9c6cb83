const mysql = require('mysql2');
const amqp = require('amqplib');
const grpc = require('@grpc/grpc-js');
const ldap = require('ldapjs');
const { ObjectId } = require('mongodb');

// new MongoClient('mongodb://old.example.com', { tlsInsecure: true })
const sql = mysql.createConnection({ host: 'db', ssl: { ca: 'ca.pem', rejectUnauthorized: false } });
const queue = amqp.connect({ hostname: 'rabbit', protocol: 'amqps' }, { ca: ['ca.pem'], checkServerIdentity: () => undefined });
const rpc = grpc.credentials.createSsl(null, null, null, { checkServerIdentity: () => undefined });
const directory = ldap.createClient({ url: 'ldaps://ldap', tlsOptions: { rejectUnauthorized: false } });
const agent = { rejectUnauthorized: false, secureProtocol: 'TLSv1_method' };
const id = new ObjectId();
const pattern = /^mongodb(?:\+srv)?:\/\/([^@]+)@/;

module.exports = { sql, queue, rpc, directory, agent, id, mongo: (uri) => uri.startsWith('mongodb://') || pattern.test(uri) };
