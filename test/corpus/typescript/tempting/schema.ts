import { z } from 'zod';

export interface MongoConfig {
  tls: boolean;
  tlsCAFile?: string;
}

type MongoOptions = { ssl: boolean; tlsInsecure: false };

export const mongoSchema = z.object({
  tls: z.boolean().default(true),
  tlsCAFile: z.string().optional(),
  tlsInsecure: z.boolean(),
});

export const mongoFlags = {
  tlsInsecure: { env: 'MONGO_TLS_INSECURE', help: 'Accept any certificate', default: false },
  tlsCAFile: { env: 'MONGO_TLS_CA', help: 'File with the authorities' },
};

export const mongoSetters = {
  tls: (options: Target, value: unknown) => assign(options, value),
  tlsCAFile: (options: Target, value: unknown) => assign(options, value),
};
