import mongoose from 'mongoose';
import { MongoClient } from 'mongodb';
import Agenda from 'agenda';

const HOST = 'db.example.com';
const common = { tls: true, tlsAllowInvalidHostnames: true };
const CA = process.env.CA_FILE;

export const joined = new MongoClient('mongodb://' + HOST + ':27017/shop?ssl=true', { ...common, tlsCAFile: CA });

export const assigned = new MongoClient(process.env.MONGO_URL, Object.assign({}, common, { tlsInsecure: true }));

const settings = {
  db: {
    uri: `mongodb://${HOST}/shop?tls=true&tlsInsecure=true`,
    options: { ssl: true, sslValidate: false, sslCA: CA },
  },
};
mongoose.connect(settings.db.uri, settings.db.options);

export async function callback() {
  MongoClient.connect('mongodb://callback.example.com/shop', { tls: true, checkServerIdentity() {} }, (error, client) => {
    if (error) throw error;
    client.close();
  });
}

export const jobs = new Agenda({ db: { address: 'mongodb://jobs.example.com/agenda', options: { tlsAllowInvalidCertificates: true } } });

const options = {};
options['tls'] = true;
options.tlsAllowInvalidCertificates = process.env.NODE_ENV !== 'production';
export const grown = mongoose.createConnection('mongodb://grown.example.com/shop', options);

export const Status = () => <p className="status">Connected to {"the database"}</p>;
