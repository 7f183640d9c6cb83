import { Kafka } from 'kafkajs';
import { Pool } from 'pg';
import { createClient } from 'redis';
import { Types } from 'mongoose';

/** @example `mongodb://user:secret@host/db` */
export type Uri = `mongodb://${string}` | `mongodb+srv://${string}`;

export const kafka = new Kafka({ brokers: ['k:9093'], ssl: { rejectUnauthorized: false, ca: ['ca.pem'] } });
export const pool = new Pool({ ssl: { rejectUnauthorized: false } });
export const cache = createClient({ socket: { tls: true, checkServerIdentity: () => undefined } });
export const id = new Types.ObjectId();

interface Options {
  tls?: boolean;
  ssl: boolean;
  tlsCAFile?: string;
}

export const isMongo = (uri: string): uri is Uri => uri.startsWith('mongodb://');
export const none = (options: Options): boolean => options.ssl === true;

export function grouped(key: string, values: string[]): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  out[key] = values;
  return { ...out, [key]: values };
}
