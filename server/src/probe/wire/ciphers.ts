/** TLS cipher suites that matter here: number, OpenSSL's name, and what a client needs to accept them. */
export interface Cipher {
  readonly id: number;
  readonly name: string;
  readonly exchange: 'tls13' | 'ecdhe' | 'dhe' | 'rsa';
  readonly mode: 'gcm' | 'chacha' | 'cbc-sha2' | 'cbc-sha1';
}

const rows: readonly [number, string, Cipher['exchange'], Cipher['mode']][] = [
  [0x1301, 'TLS_AES_128_GCM_SHA256', 'tls13', 'gcm'],
  [0x1302, 'TLS_AES_256_GCM_SHA384', 'tls13', 'gcm'],
  [0x1303, 'TLS_CHACHA20_POLY1305_SHA256', 'tls13', 'chacha'],
  [0xc02c, 'ECDHE-ECDSA-AES256-GCM-SHA384', 'ecdhe', 'gcm'],
  [0xc030, 'ECDHE-RSA-AES256-GCM-SHA384', 'ecdhe', 'gcm'],
  [0xcca9, 'ECDHE-ECDSA-CHACHA20-POLY1305', 'ecdhe', 'chacha'],
  [0xcca8, 'ECDHE-RSA-CHACHA20-POLY1305', 'ecdhe', 'chacha'],
  [0xc02b, 'ECDHE-ECDSA-AES128-GCM-SHA256', 'ecdhe', 'gcm'],
  [0xc02f, 'ECDHE-RSA-AES128-GCM-SHA256', 'ecdhe', 'gcm'],
  [0x009f, 'DHE-RSA-AES256-GCM-SHA384', 'dhe', 'gcm'],
  [0xccaa, 'DHE-RSA-CHACHA20-POLY1305', 'dhe', 'chacha'],
  [0x009e, 'DHE-RSA-AES128-GCM-SHA256', 'dhe', 'gcm'],
  [0xc024, 'ECDHE-ECDSA-AES256-SHA384', 'ecdhe', 'cbc-sha2'],
  [0xc028, 'ECDHE-RSA-AES256-SHA384', 'ecdhe', 'cbc-sha2'],
  [0xc023, 'ECDHE-ECDSA-AES128-SHA256', 'ecdhe', 'cbc-sha2'],
  [0xc027, 'ECDHE-RSA-AES128-SHA256', 'ecdhe', 'cbc-sha2'],
  [0x006b, 'DHE-RSA-AES256-SHA256', 'dhe', 'cbc-sha2'],
  [0x0067, 'DHE-RSA-AES128-SHA256', 'dhe', 'cbc-sha2'],
  [0xc00a, 'ECDHE-ECDSA-AES256-SHA', 'ecdhe', 'cbc-sha1'],
  [0xc014, 'ECDHE-RSA-AES256-SHA', 'ecdhe', 'cbc-sha1'],
  [0xc009, 'ECDHE-ECDSA-AES128-SHA', 'ecdhe', 'cbc-sha1'],
  [0xc013, 'ECDHE-RSA-AES128-SHA', 'ecdhe', 'cbc-sha1'],
  [0x0039, 'DHE-RSA-AES256-SHA', 'dhe', 'cbc-sha1'],
  [0x0033, 'DHE-RSA-AES128-SHA', 'dhe', 'cbc-sha1'],
  [0x009d, 'AES256-GCM-SHA384', 'rsa', 'gcm'],
  [0x009c, 'AES128-GCM-SHA256', 'rsa', 'gcm'],
  [0x003d, 'AES256-SHA256', 'rsa', 'cbc-sha2'],
  [0x003c, 'AES128-SHA256', 'rsa', 'cbc-sha2'],
  [0x0035, 'AES256-SHA', 'rsa', 'cbc-sha1'],
  [0x002f, 'AES128-SHA', 'rsa', 'cbc-sha1'],
];

export const ciphers: readonly Cipher[] = rows.map(([id, name, exchange, mode]) => ({
  id,
  name,
  exchange,
  mode,
}));

export function cipherById(id: number): Cipher | undefined {
  return ciphers.find((c) => c.id === id);
}
