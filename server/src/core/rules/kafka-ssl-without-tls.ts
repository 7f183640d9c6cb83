/** Stores for TLS are named, TLS is not turned on: the Kafka connector talks plaintext. */
import { addOption } from '../model/edits';
import { defineRule } from './defineRule';

export const rule = defineRule({
  meta: {
    id: 'kafka-ssl-without-tls',
    category: 'plaintext',
    severity: 'error',
    fixable: true,
    insteadOf: ['tls-option-without-tls'],
    messages: {
      off: '{option} does not start TLS in the MongoDB Kafka connector: the connection is in plaintext. Add tls=true to connection.uri',
    },
    docs: {
      what: 'A Kafka connector names a trust store or key store, and its connection.uri does not turn TLS on.',
      why: 'connection.ssl.* only says which certificates TLS uses. Without tls=true in connection.uri the connector talks plaintext, and the stores are never looked at.',
      instead: 'Add tls=true to connection.uri, or use mongodb+srv://.',
    },
    examples: {
      bad: [
        {
          file: 'sink.properties',
          code: 'connector.class=com.mongodb.kafka.connect.MongoSinkConnector\nconnection.uri=mongodb://db.example.com/\n«connection.ssl.truststore»=/etc/ts.jks\n',
        },
        {
          file: 'sink.json',
          code: '{"name":"s","config":{"connector.class":"com.mongodb.kafka.connect.MongoSinkConnector","connection.uri":"mongodb://db.example.com/","«connection.ssl.truststore»":"/etc/ts.jks"}}',
        },
      ],
      good: [
        {
          file: 'sink.properties',
          code: 'connector.class=com.mongodb.kafka.connect.MongoSinkConnector\nconnection.uri=mongodb://db.example.com/?tls=true\nconnection.ssl.truststore=/etc/ts.jks\n',
        },
        {
          file: 'sink.properties',
          code: 'connector.class=com.mongodb.kafka.connect.MongoSinkConnector\nconnection.uri=mongodb://db.example.com/?tls=${TLS}\nconnection.ssl.truststore=/etc/ts.jks\n',
        },
        {
          file: 'sink.properties',
          code: 'connector.class=com.mongodb.kafka.connect.MongoSinkConnector\nconnection.uri=${MONGO_URI}\nconnection.ssl.truststore=/etc/ts.jks\n',
        },
      ],
    },
    sources: [
      {
        repo: 'mongodb/mongo-kafka',
        ref: 'r3.0.1',
        path: 'src/main/java/com/mongodb/kafka/connect/util/SslConfigs.java',
      },
    ],
  },
  about: { shows: ['framework'] },
  *check({ outlook }) {
    if (outlook.site.driver.framework !== 'kafka-connector' || !outlook.uri || outlook.uri.open) return;
    if (!outlook.tls.known || outlook.tls.value) return;
    const option = outlook.options.find((o) => o.name.startsWith('connection.ssl.'));
    if (!option) return;
    const edit = addOption(outlook, 'tls', true, 'uri');
    yield {
      message: 'off',
      data: { option: option.name },
      span: option.nameSpan,
      fixes: edit ? [{ title: 'Add tls=true to connection.uri', safe: false, edits: [edit] }] : [],
    };
  },
});
