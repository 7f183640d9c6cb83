import { createClient } from 'redis';
import { Client } from '@elastic/elasticsearch';

export const cache = createClient({ url: 'rediss://cache', socket: { tls: true, rejectUnauthorized: false } });
export const search = new Client({ node: 'https://e', tls: { rejectUnauthorized: false } });
export function Help(): JSX.Element {
  return <p>Don't forget the scheme: <code>{'postgres://'}</code> isn't supported.</p>;
}
