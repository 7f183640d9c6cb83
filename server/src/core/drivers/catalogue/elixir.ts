/** Options of the Elixir driver: URL and keyword list; the ssl_opts are those of Erlang's ssl application. */
import type { CatalogueOption } from '../../types';
import { option, sourceOf } from './define';

const source = sourceOf('zookzook/elixir-mongodb-driver', 'v1.6.1');
const url = source(
  'lib/mongo/url_parser.ex',
  'names and values keep their case; other TLS names have no effect',
);
const connection = source('lib/mongo/mongo_db_connection.ex');
const otp = { repo: 'erlang/otp', ref: 'OTP-26.0', path: 'lib/ssl/src/ssl.erl' };

export const elixirOptions: readonly CatalogueOption[] = [
  option('tls', 'both', 'boolean', 'tls', 'Turns TLS on when this or ssl is true.', url),
  option('ssl', 'both', 'boolean', 'tls', 'Turns TLS on when this or tls is true.', url),
  option(
    'ssl_opts',
    'code',
    'object',
    'context',
    'Options of the TLS connection; without them nothing is verified up to OTP 25.',
    connection,
  ),
  option(
    'verify',
    'code',
    'string',
    'insecure',
    'ssl_opts: `:verify_peer` verifies chain and host name, `:verify_none` nothing.',
    otp,
  ),
  option('cacertfile', 'code', 'path', 'caFile', 'ssl_opts: trusts the authorities in this file.', otp),
  option(
    'cacerts',
    'code',
    'object',
    'caFile',
    'ssl_opts: the trusted authorities, for example `:public_key.cacerts_get()`.',
    otp,
  ),
  option('certfile', 'code', 'path', 'certificateFile', 'ssl_opts: client certificate.', otp),
  option('keyfile', 'code', 'path', 'keyFile', 'ssl_opts: private key of the client certificate.', otp),
  option('password', 'code', 'secret', 'keyPassword', 'ssl_opts: password of the private key.', otp),
  option(
    'server_name_indication',
    'code',
    'string',
    'allowInvalidHostnames',
    'ssl_opts: `:disable` turns off the check of the host name as well.',
    otp,
  ),
  option(
    'customize_hostname_check',
    'code',
    'object',
    undefined,
    'ssl_opts: how host names are compared; wildcards need it.',
    otp,
  ),
  option('versions', 'code', 'object', 'protocols', 'ssl_opts: protocol versions.', otp),
  option('crl_check', 'code', 'boolean', 'crlFile', 'ssl_opts: checks revocation lists.', otp),
];
