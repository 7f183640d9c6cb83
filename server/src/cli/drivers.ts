/** `mongodb-tls drivers`: what each driver makes of each option, spelling and combination, as `predict` answers it. */
import { supportMatrix, type MatrixRow } from '../core/drivers/matrix';
import { exitCodes } from './exitCodes';
import type { Streams } from './streams';

export interface DriversOptions {
  readonly json: boolean;
}

interface Section {
  readonly title: string;
  readonly keys: readonly string[];
  cell(row: MatrixRow, key: string): string;
}

/** One word a cell, no longer than a column. */
const short: Readonly<Record<string, string>> = {
  supported: 'yes',
  ignored: '-',
  warns: 'warns',
  error: 'error',
  TLS: 'TLS',
  plaintext: 'plain',
};

function sections(row: MatrixRow): Section[] {
  const accepts = Object.entries(row.accepts).flatMap(([fault, bypasses]) =>
    Object.keys(bypasses).map((bypass) => `${fault}, ${bypass}`),
  );
  return [
    {
      title: 'Option of the connection string (-: no effect, nothing said; warns: no effect, with a warning)',
      keys: Object.keys(row.options),
      cell: (r, k) => short[r.options[k]!.answer]!,
    },
    {
      title: 'The option alone, without tls',
      keys: Object.keys(row.alone),
      cell: (r, k) => short[r.alone[k]!.answer]!,
    },
    {
      title: 'Spelling of tls',
      keys: Object.keys(row.booleans),
      cell: (r, k) => short[r.booleans[k]!.answer]!,
    },
    { title: 'Pairs', keys: Object.keys(row.pairs), cell: (r, k) => short[r.pairs[k]!.answer]! },
    {
      title: 'tls=false beside tlsCAFile',
      keys: Object.keys(row.orders),
      cell: (r, k) => short[r.orders[k]!.answer]!,
    },
    {
      title: 'Fault of the server certificate, bypass: connected? (?: depends on more than the options)',
      keys: accepts,
      cell: (r, k) => {
        const [fault = '', bypass = ''] = k.split(', ');
        const answer = r.accepts[fault]?.[bypass];
        return answer === true ? 'yes' : answer === false ? 'no' : '?';
      },
    },
  ];
}

/** Prints the matrix. Returns the exit code. */
export function drivers(options: DriversOptions, streams: Streams): number {
  const matrix = supportMatrix();
  if (options.json) {
    streams.out(`${JSON.stringify(matrix, undefined, 2)}\n`);
    return exitCodes.clean;
  }
  const names = matrix.map((row) => (row.backend === 'pyopenssl' ? 'py+ocsp' : row.driver));
  const wide = Math.max(...names.map((name) => name.length)) + 1;
  const width = (key: string): string => key.padEnd(46);
  for (const row of matrix)
    streams.out(
      `${(row.backend === 'pyopenssl' ? 'py+ocsp' : row.driver).padEnd(wide)}${row.title} ${row.version}${row.backend === 'pyopenssl' ? ' with PyOpenSSL' : ''}\n`,
    );
  for (const section of sections(matrix[0]!)) {
    streams.out(
      `\n${section.title}\n${width('')}${names.map((name) => name.padEnd(wide)).join('')}`.trimEnd() + '\n',
    );
    for (const key of section.keys) {
      const shown =
        key === ''
          ? '(empty)'
          : key
              .replaceAll('DisableCertificateRevocationCheck', 'DisableCertRev…')
              .replaceAll('AllowInvalidCertificates', 'AllowInvalidCert…')
              .slice(0, 45);
      streams.out(
        `${width(shown)}${matrix.map((row) => section.cell(row, key).padEnd(wide)).join('')}`.trimEnd() +
          '\n',
      );
    }
  }
  return exitCodes.clean;
}
