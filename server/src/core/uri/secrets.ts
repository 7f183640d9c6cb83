/** Which options hold secrets, and which texts only stand for one. */
import { HOLE } from '../text/mappedText';

/** Names of options whose value is a secret, in any driver's spelling, lower case. */
const secretOptionNames: ReadonlySet<string> = new Set([
  'password',
  'pass',
  'pwd',
  'passwd',
  'passphrase',
  'tlscertificatekeyfilepassword',
  'tlscertificatekeypassword',
  'sslpass',
  'sslpempassword',
  'sslpemkeypassword',
  'ssl_pem_passphrase',
  'sslclientcertificatekeypassword',
  'ssl_key_pass_phrase',
  'pem_pwd',
  'pem_password',
  'sslkeypassword',
  'sslcertificatekeyfilepassword',
  'tls_certificate_key_file_password',
  'proxypassword',
  'certificatekeyfilepassword',
  'pemkeypassword',
  'clusterpassword',
  'truststorepassword',
  'keystorepassword',
  'awssecretaccesskey',
  'secretaccesskey',
  'sessiontoken',
  'access_token',
]);

/** Hides what is secret in an option's value: all of it, or the session token among authMechanismProperties. */
export function maskOption(name: string, value: string, mask: (secret: string) => string): string {
  if (isSecretOption(name)) return mask(value);
  if (name.toLowerCase() !== 'authmechanismproperties') return value;
  return value.replace(
    /((?:^|,|%2C)AWS_SESSION_TOKEN(?::|%3A))([^,&;]*)/i,
    (_, key: string, token: string) => key + mask(token),
  );
}

export function isSecretOption(name: string): boolean {
  return secretOptionNames.has(name.toLowerCase());
}

/** True for texts that stand for a value: `<password>`, `{pw}`, `$PW`, `%s`, `***`, `your_password`, `changeme`, the word `password` itself. */
export function isPlaceholder(text: string): boolean {
  if (text === '') return false;
  if (text.includes(HOLE) || /[<>{}]/.test(text)) return true;
  return (
    // `%s` and `%DB_PASS%`, but not `%40bc`: a password may begin with an escape.
    /^%(?![0-9A-Fa-f]{2})|^%[^%]+%$/.test(text) ||
    /^(?:[[($*#@]|x+$|\.{3}|_{2,}|your|my[_-]?pass|my[_-]?user|change[_-]?(?:me|it|this)|replace|insert|todo|dummy|redacted)/i.test(
      text,
    ) ||
    /^(?:db_?)?(?:secret|password|passwort|passwd|pass|pwd|pw|user|username|usr|login|u|p|foo|bar|example|abc|test|xxx+)$/i.test(
      text,
    ) ||
    /(?:_|-|^)(?:here|placeholder|example|password|passwd)$/i.test(text)
  );
}

/** Where the secret is, and not the secret: `env:X`, `vault:secret/x`, `op://…`, `/run/secrets/x`, `ENC(…)` of Jasypt, `ENC[…]` of sops. */
const elsewhere = /^(?:[a-z][\w+.-]*:\S|\/|\.\.?\/|ENC[[(]|AQICAH)/;

/**
 * True when the value of an option or setting that is called a password is one: not for words that could be anything
 * (`Kennwort`, `string`, `shop-credentials`) nor for what says where the password is.
 */
export function isLiteralSecret(text: string): boolean {
  return (
    text.length >= 4 &&
    !/\s/.test(text) &&
    !/^[A-Za-z]+$/.test(text) &&
    !text.includes(HOLE) &&
    !isPlaceholder(text) &&
    !elsewhere.test(text) &&
    !/[-_](?:credentials?|creds|secret|key)$/i.test(text)
  );
}

/** True for what stands for a port in an example or a template: `port`, `$PORT`, `<port>`, `db_port`. No secret, and not wrong. */
export function isPlaceholderPort(text: string): boolean {
  return /^(?:\$\w+|<[\w-]+>|(?:[a-z]+[-_]|db|my|your|mongo|host)?port)$/i.test(text);
}
